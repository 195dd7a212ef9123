"""Festival's voices, through its command: cmu_us_slt_arctic_hts to learn from, ked to be measured on alone."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from tools.starter_model.flite import our_phone
from tools.starter_model.texts import Sentence
from tools.starter_model.voices import Segment, SilentVoice, Speech

_TIMEOUT_S = 120
# NB: words are given as tokens with their places, so that the same word twice keeps its own times.
_SAY = """
(define (say words file)
 (let ((u (Utterance Text "x")) (n 0))
  (Initialize u)
  (utt.relation.create u 'Token)
  (mapcar (lambda (w) (utt.relation.append u 'Token (list (car w) (list (list 'punc (cadr w)) (list 'whitespace " ")
       (list 'prepunctuation "") (list 'place n)))) (set! n (+ n 1))) words)
  (Token_POS u) (Token u) (POS u) (Phrasify u) (Word u) (Pauses u) (Intonation u) (PostLex u) (Duration u)
  (Int_Targets u) (Wave_Synth u)
  (utt.save.wave u file 'riff)
  (mapcar (lambda (s) (format t "%s %f %s %s\\n" (item.name s) (item.feat s "end")
     (item.feat s "R:SylStructure.parent.parent.R:Token.parent.place")
     (item.feat s "R:SylStructure.parent.parent.name"))) (utt.relation.items u 'Segment))))
"""


class FestivalVoice:
    """NB: it starts anew for each sentence, some 0.5 s."""

    stretches = False

    def __init__(self, scheme_name: str) -> None:
        self._scheme_name = scheme_name

    def say(self, sentence: Sentence) -> Speech:
        calls = " ".join(f'("{call.spoken}" "{"," if call.comma else ""}")' for call in sentence.calls)
        with tempfile.TemporaryDirectory(prefix="starter-model-") as folder:
            wave, program = Path(folder) / "said.wav", Path(folder) / "say.scm"
            program.write_text(
                f"({self._scheme_name}){_SAY}(Parameter.set 'Duration_Stretch {1.1 * sentence.slowness:.4f})\n"
                f'(say \'({calls}) "{wave}")\n'
            )
            done = subprocess.run(
                ["festival", "--batch", str(program)], capture_output=True, text=True, timeout=_TIMEOUT_S
            )
            if done.returncode or not wave.exists():
                raise SilentVoice(f"festival failed: {done.stderr[-300:]}")
            samples, rate_hz = soundfile.read(wave, dtype="int16")
        segments = []
        for line in done.stdout.splitlines():
            name, end, place, word = line.split()
            phone = our_phone(name)
            segments.append(Segment(phone, float(end), int(place) if word != "0" else -1))
        return Speech(np.asarray(samples, np.int16), int(rate_hz), tuple(segments))
