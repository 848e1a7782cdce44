"""The trained reader: surveys a text as the rules do, and judges what each sentence states by classifiers."""

from collections.abc import Mapping
from typing import ClassVar

from passerelle.core.naming.gazetteer import Gazetteer
from passerelle.core.reading.model import Claim
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.recogniser import Recogniser
from passerelle.core.reading.scenes import Document, scenes_of
from passerelle.core.reading.trained.claims import claims_in
from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.judgement import Judgement, judgement
from passerelle.core.reading.trained.naming import namer


class TrainedReader(Reader):
    """Reads as `Reader` does; classifiers trained on annotated sentences take the place of its claim rules."""

    name: ClassVar[str] = "trained"
    version: ClassVar[str] = "2"
    generous: ClassVar[bool] = True

    def __init__(
        self,
        gazetteer: Gazetteer,
        recognisers: Mapping[str, Recogniser] | None = None,
        judge: Judgement | None = None,
    ) -> None:
        super().__init__(gazetteer, recognisers)
        self.judge = judge or judgement()
        self.namer = namer()

    def stated(self, document: Document) -> list[Claim]:
        """Return the claims of a surveyed document, sentence by sentence, repetitions and all."""
        claims: list[Claim] = []
        for position, (scene, findings) in enumerate(scenes_of(document)):
            told = list(claims_in(Frame(scene, findings, position), self.judge))
            claims.extend(told)
            scene.context.remember(told)
        return claims
