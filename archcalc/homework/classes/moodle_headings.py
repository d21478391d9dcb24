"""Headings of Moodle's offline grading worksheet, which are those of the site's language.

Source: Moodle's language packs: recordid, maxgrade and hiddenuser of mod_assign, pluginname of assignfeedback_comments;
gradenoun, maximumgrade, fullname, idnumber and email of the core. As names are compared here, with _ for spaces and
hyphens.
"""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple


class MoodleHeadings(NamedTuple):
    """One language's headings; where packs of several years differ, all of them."""

    identifier: str
    grade: str
    maxima: tuple[str, ...]
    comments: str
    names: tuple[str, ...]
    id_number: str
    address: str
    participant: str
    """What stands before an identifier, with or without a space."""


LANGUAGES = (
    MoodleHeadings("identifier", "grade", ("maximum_grade",), "feedback_comments", ("full_name",), "id_number",
                   "email_address", "participant"),
    MoodleHeadings("المُعرَّف", "الدرجة", ("أعلى_تقدير", "الدرجة_القصوى"), "تعليقات_الإفادة",
                   ("ًالاسم_كاملا", "الاسم_كاملا"), "رقم_المُعرَّف", "عنوان_البريد_الإلكتروني", "المشارك"),
    MoodleHeadings("id", "bewertung", ("bestwertung", "beste_bewertung"), "feedback_als_kommentar",
                   ("vollständiger_name",), "id_nummer", "e_mail_adresse", "teilnehmer/in"),
    MoodleHeadings("identificador", "calificación", ("calificación_máxima",), "comentarios_de_retroalimentación",
                   ("nombre_completo", "nombre_completo_del_usuario"), "número_de_id", "dirección_de_correo",
                   "participante"),
    MoodleHeadings("identifiant", "note", ("note_maximale",), "feedback_par_commentaires",
                   ("nom_complet", "nom_complet_de_l’utilisateur"), "numéro_d’identification", "adresse_de_courriel",
                   "participant"),
    MoodleHeadings("标识符", "成绩", ("最高分",), "反馈意见", ("全名", "用户全名"), "学号", "电子邮件地址",
                   "参与人"),
)


def named(headings: list[str]) -> MoodleHeadings | None:
    """The language whose identifier and grade are among a file's headings; None where the file is not Moodle's."""
    return next((each for each in LANGUAGES if {each.identifier, each.grade} <= set(headings)), None)
