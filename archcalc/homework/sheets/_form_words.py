"""Headings that forms and quizzes add to a table of responses, in English, German, French, Spanish, Arabic, Chinese.

As forms.google.com, forms.office.com, Moodle's language packs and Canvas write them; in what is said of a column here,
capitals, hyphens and underscores count for nothing.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WHOLE_NAME = _words("""
    full_name student student_name vollständiger_name nom_complet nom_et_prénom nombre_completo nombre_y_apellidos
    الاسم_الكامل اسم_الطالب 姓名 学生姓名
    """)
_FIRST_NAME = _words("first_name given_name vorname prénom nombre الاسم_الأول 名 名字")
_LAST_NAME = _words("""
    last_name surname family_name nachname nom nom_de_famille apellidos apellido(s) apellido اسم_العائلة الكنية 姓 姓氏
    name
    """)
_NAME = _words("name nom nombre الاسم 名称 名字 名")
_ADDRESSES = """
    email_address email e_mail username user_name e_mail_adresse benutzername anmeldename adresse_e_mail
    adresse_électronique adresse_de_messagerie adresse_de_courriel courriel nom_d'utilisateur
    dirección_de_correo_electrónico dirección_de_correo correo_electrónico correo nombre_de_usuario
    عنوان_البريد_الإلكتروني البريد_الإلكتروني بريد_إلكتروني اسم_المستخدم 电子邮件地址 电子邮件 电子邮箱 邮箱 用户名
    id_number id_nummer numéro_d'identification número_de_id رقم_التعريف 学号 sis_id id المعرف
    """
"""Headings that name a student where no name does, the best first."""
_LIKE_ADDRESS = re.compile("mail|correo|courriel|بريد|邮")

TELLING = _words("""
    timestamp start_time completion_time started_on started completed time_taken duration state status section
    section_id section_sis_id submitted attempt institution department last_modified_time language score total_points
    quiz_feedback n_correct n_incorrect
    zeitstempel startzeit fertigstellungszeit zeitpunkt_der_letzten_änderung begonnen begonnen_am beendet dauer
    verbrauchte_zeit benötigte_zeit abschnitt abschnitts_id abschnitts_sis_id abgegeben versuch gesamtpunktzahl
    punktzahl abteilung sprache
    horodateur heure_de_début heure_de_fin heure_de_la_dernière_modification état commencé commencé_le terminé durée
    temps_utilisé envoyé tentative total_des_points département langue
    marca_temporal hora_de_inicio hora_de_finalización hora_de_la_última_modificación estado comenzado_el finalizado
    tiempo_requerido duración sección id_de_sección entregado intento puntuación departamento institución idioma
    طابع_زمني وقت_البدء وقت_الإكمال وقت_آخر_تعديل الحالة بدأ بدأ_في اكتمل المدة الوقت_المستغرق القسم معرف_القسم
    تم_الإرسال محاولة النتيجة
    时间戳记 时间戳 开始时间 完成时间 上次修改时间 状态 完成 用时 所用时间 班级 班级_id 班级_sis_id 已提交 尝试
    总分 分数
    """)
"""Headings of what a form adds by itself."""

_GRADE = re.compile(r"[^/]*[^/\d\s][^/]*/\s*[0-9]+(?:[.,][0-9]+)?")
"""The points that a quiz gave, and of how many: Grade/10.00, Q. 1 /1.00."""
_QUESTION = re.compile(r"(?:question|frage|pregunta|السؤال|سؤال|题目|试题|问题)\s*([0-9]+)")
_RESPONSE = re.compile(r"(?:response|antwort|réponse|respuesta|الإجابة|إجابة|الاستجابة|استجابة|回答|作答|答案)"
                       r"\s*([0-9]+)")
_RIGHT = re.compile(r"(?:right answer|richtige antwort|bonne réponse|réponse correcte|respuesta correcta|"
                    r"الإجابة الصحيحة|正确答案)\s*[0-9]+")


def names(plain: list[str]) -> tuple[int, ...]:
    """The columns that name a student: one, or a first name and a last; none where no heading says so.

    >>> names(["id", "email", "name"]), names(["nom", "prénom"]), names(["zeitstempel", "e_mail_adresse"])
    ((2,), (1, 0), (1,))
    """
    whole, first, last, alone = (next((i for i, word in enumerate(plain) if word in words), None)
                                 for words in (_WHOLE_NAME, _FIRST_NAME, _LAST_NAME, _NAME))
    if whole is None and first is not None and last is not None:
        return first, last
    address = next((plain.index(word) for word in _ADDRESSES.split() if word in plain), None)
    like = next((i for i, word in enumerate(plain) if _LIKE_ADDRESS.search(word)), None)
    return next(((i,) for i in (whole, alone, first, last, address, like) if i is not None), ())


def numbers(plain: list[str]) -> tuple[int, ...]:
    """The columns of addresses, and of the numbers by which a system knows its students; not those of rows.

    >>> numbers(["id", "email", "name"]), numbers(["name", "id", "sis_id"])
    ((1,), (2,))
    """
    named = {*_ADDRESSES.split()} - {"id", "المعرف"}
    return tuple(i for i, word in enumerate(plain) if word in named or _LIKE_ADDRESS.search(word))


def tells(plain: str) -> bool:
    """True for the heading of a column that holds no answer: whose they are, when, and what somebody gave for them."""
    named = {*TELLING, *_WHOLE_NAME, *_FIRST_NAME, *_LAST_NAME, *_NAME, *_ADDRESSES.split()}
    right = _RIGHT.fullmatch(plain.replace("_", " "))
    return bool(plain in named or right or _LIKE_ADDRESS.search(plain) or _GRADE.fullmatch(plain))


def pairs(headings: list[str]) -> tuple[tuple[int | None, int], ...]:
    """The columns of questions' texts and of the responses to them; None where the text is not there.

    >>> pairs(["Last name", "Question 1", "Response 1", "Response 2"])
    ((1, 2), (None, 3))
    """
    asked = {found[1]: i for i, heading in enumerate(headings) if (found := _QUESTION.fullmatch(_lower(heading)))}
    given = {found[1]: i for i, heading in enumerate(headings) if (found := _RESPONSE.fullmatch(_lower(heading)))}
    return tuple((asked.get(number), i) for number, i in given.items())


def _lower(heading: str) -> str:
    return heading.strip().lower()
