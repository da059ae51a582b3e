"""Read by Orca when it starts: writes whatever Orca says, one JSON array of text and language a line, the moment it says it."""

import json
import os

from orca import speech

spoken = open(os.environ["LECTERN_SPOKEN"], "a", buffering=1, encoding="utf-8")


def note(text, acss=None):
    family = (acss or {}).get("family") or {}
    spoken.write(json.dumps([text, family.get("lang") or ""]) + "\n")


def speak(text, acss, interrupt):
    note(text, acss)
    say(text, acss, interrupt)


def speak_character(character, acss=None):
    note(character, acss)
    say_character(character, acss)


def say_all(utterances, progress):
    def noted():
        for context, acss in utterances:
            note(context.utterance, acss)
            yield [context, acss]
    say_all_of(noted(), progress)


say, speech._speak = speech._speak, speak
say_character, speech.speakCharacter = speech.speakCharacter, speak_character
say_all_of, speech.sayAll = speech.sayAll, say_all
