"""The templates can be read by a person: no line is too long, and all are indented alike."""

from tools.templates import LONGEST, indent, long_lines, template_folders


def test_a_line_that_is_too_long_is_told_with_its_place(tmp_path):
    (tmp_path / "part.html").write_text("<p>\n" + "a" * LONGEST + "\n" + "å" * (LONGEST + 1) + "\n</p>\n")

    assert list(long_lines(tmp_path)) == [f"{tmp_path}/part.html:3: 161 characters, at most 160"]


def test_every_template_is_looked_at_and_none_has_a_line_that_is_too_long():
    assert {folder.parent.name for folder in template_folders()} >= {"website", "cooperation", "reporting"}
    assert [line for folder in template_folders() for line in long_lines(folder)] == []


def test_every_template_is_indented():
    assert indent(check=True) == 0
