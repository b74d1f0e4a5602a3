"""The stored text is settled once and for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.text.normalise import normalise


@pytest.mark.parametrize(
    ("given_text", "stored"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("22\xa0per\u202fcent", "22 per cent"),
        ("Pal\u00admy\u200bra", "Palmyra"),
        ("e\u0301tat", "état"),
        ("a  \n\n\n\nb \n", "a\n\nb"),
        ("\ufeffTitle", "Title"),
        ("a\x00b \ud800", "ab \ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("“Quoted” — it’s", "“Quoted” — it’s"),
        ("", ""),
    ],
)
def test_text_is_settled(given_text: str, stored: str) -> None:
    assert normalise(given_text) == stored


@given(st.text())
def test_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=st.sampled_from("a \n\r\t\x00\xa0\u200b\u0301\ud800e\u2028\u0344\ufeff")))
def test_twice_is_once_with_awkward_signs(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
