"""The desk's settings for worker processes that tests start: language models are left out, they load slowly."""

from passerelle.config.settings import *  # noqa: F403

MODELS = False
