"""The trained reader's judgement: classifiers, trained on the project's own corpus, decide what a sentence states."""
