"""Every weight and threshold of the verdict, in one place: chosen on the half of the accuracy benchmark made for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Likenesses are 0 (nothing in common) to 1 (the same sound)."""

    same_sound: float = 0.80  # a heard word this like the script's is the script's
    same_sound_agreed: float = 0.93  # the same where both hearings name the same other word
    same_sound_unknown: float = 0.55  # the same for a word the model does not know: it hears look-alikes
    same_stretch: float = 0.72  # the same for a stretch of several words, in which errors of the ear pile up
    near_sound: float = 0.60  # this like, it may have been the script's word: cannot tell
    other_agrees: float = 0.70  # the second hearing's words are this like the first's: both heard it
    usual_phone_s: float = 0.075  # a sound at a usual pace, where the speaker's own is not known
    slurred_phones: float = 2  # a word of no more is easily lost: the second hearing must have those beside it
    held_by_gap: float = 0.5  # of its usual length, a word wants this much of a gap to have been in it
    other_resembles: float = 0.40  # this like, and a confident first hearing: there was something
    sure_of_number: float = 0.65  # the recognizer's confidence in a number that the second hearing does not bear out
    sure_of_repetition: float = 0.95  # the recognizer's confidence in words said again
    sure_of_repeated_phrase: float = 0.75  # the same in several words: no echo is as long
    sure_of_fragment: float = 0.85  # the same in a word broken off and said again
    stop_after_fragment_s: float = 0.1  # between the two
    shortest_repeated: float = 0.6  # of the speaker's usual time a sound, words said again take at least
    shortest_phone_s: float = 0.059  # no word takes less time a sound, where it is whole
    sure_of_other_number: float = 0.92  # the second hearing's confidence in a number that the first did not hear
    surer_of_other_number: float = 0.15  # or by so much surer than the first is of its own
    doubted_number: float = 0.7  # the first hearing's in a number that the second passes over
    stop_before_correction_s: float = 0.055  # between a wrong word and the right one
    sure_of_change: float = 0.45  # the recognizer's confidence in other words than the script's
    sure_of_word: float = 0.75  # the same in an inserted word, or the second hearing's where both have other numbers
    shortest_word_s: float = 0.08  # no word is shorter
    shortest_insertion_s: float = 0.10
    shortest_filler_s: float = 0.10  # a shorter one is no filler
    long_filler_s: float = 0.20  # from here on a filled pause is easily told from the joint of two words
    sure_of_filler: float = 0.55  # the recognizer's confidence in a long filled pause
    sure_after_the_end: float = 0.9  # the same after the last word, where people breathe out
    sure_of_short_filler: float = 0.95  # the same in a short one, which the second hearing must bear out
    sure_of_silent_filler: float = 0.5  # the score of a steady stretch of sound
    shortest_silent_filler_s: float = 0.25  # of a filled pause that no hearing took for a word
    joint_s: float = 0.05  # sounds this near follow one right after the other
    longest_scripted_s: float = 0.6  # a longer filled pause is no sound of the script's
    longest_name_end_s: float = 0.36  # an open vowel up to this length, right after a name, may be the name's
    overlap_s: float = 0.15  # how far the times of the two hearings may differ


DEFAULT = Weights()
