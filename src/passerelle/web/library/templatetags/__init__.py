"""What the templates of the library may say besides the frame's."""
