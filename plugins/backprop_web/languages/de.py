"""German: the buttons, messages and tools of a page with figures. What the engine says stands in its own languages."""

from __future__ import annotations

CONTROLS: dict[str, str] = {
    "group": "Schritte der Abbildung",
    "back": "Zurück",
    "forward": "Schritt vorwärts",
    "backward": "Schritt rückwärts",
    "play": "Start",
    "reset": "Von vorn",
    "scrubber": "Schritt",
    "scrubbed": "Schritt {step} von {steps}",
    "numbers": "Beliebige Zahl ändern",
    "defaults": "Ursprüngliche Zahlen",
    "cancel": "Abbrechen",
    "retry": "Noch einmal versuchen",
    "progress": "Laden von Python",
    "table": "Alle Werte, mit mehr Stellen",
    "plot_table": "Die Zahlen dieses Diagramms",
    "student": "Ihr Name: {name}",
    "key_of": "Lösungen, mit dem ganzen Weg",
    "keys": "Lösungen der Aufgaben",
    "keys_back": "Zurück zu den Aufgaben",
    "keys_about": "Die richtigen Antworten, jede mit dem ganzen Weg zu ihr.",
    "key": "Lösungen",
    "key_sheet": "Blatt",
    "key_order": (
        "Die Antwort unten ist eine Reihenfolge, in der es geht; auch jede andere gilt, in der nichts vor dem kommt, "
        "was es braucht."
    ),
    "key_name": "Name",
    "key_code": "Kennung",
    "untrusted": "{title}: Führen Sie diese Zelle aus oder vertrauen Sie dem Notebook, dann steht die Abbildung hier.",
}

CLIENT: dict[str, str] = {
    "play": "Start",
    "pause": "Pause",
    "step_of": CONTROLS["scrubbed"],
    "at_start": "Das ist der erste Schritt. Mit „Schritt vorwärts“ geht es weiter.",
    "at_end": "Das ist der letzte Schritt. Mit „Zurück“ sehen Sie noch einmal hin, mit „Von vorn“ beginnen Sie neu.",
    "forward_finished": "Der Vorwärtsdurchlauf ist fertig. Mit „Schritt rückwärts“ geht es weiter.",
    "forward_unfinished": "Der Vorwärtsdurchlauf ist noch nicht fertig. Drücken Sie zuerst „Schritt vorwärts“.",
}

LIVE: dict[str, str] = {
    "field_empty": "Dieses Feld ist leer, also behält die Abbildung {kept}. Geben Sie eine Zahl ein, etwa 0,5.",
    "field_not_a_number": (
        "Das ist keine Zahl, also behält die Abbildung {kept}. Geben Sie eine Zahl ein, etwa 0,5 oder −1,2e−3."
    ),
    "field_infinite": (
        "Diese Zahl ist unendlich, also behält die Abbildung {kept}. Geben Sie eine Zahl von −1 000 000 bis 1 000 000 "
        "ein."
    ),
    "field_too_large": (
        "Diese Zahl ist zu groß, also behält die Abbildung {kept}. Geben Sie eine Zahl von −1 000 000 bis 1 000 000 "
        "ein."
    ),
    "live_loading": "Python wird geladen, um in dieser Seite zu rechnen.",
    "live_progress": "{done} von {total} MB",
    "live_starting": "Es startet, das dauert einige Sekunden.",
    "live_ready": "Live: Python in dieser Seite rechnet jeden Schritt neu.",
    "live_reset": "Ihre Zahlen bleiben. „Ursprüngliche Zahlen“ unter der Abbildung bringt die ersten zurück.",
    "live_kept": "Die Abbildung zeigt noch ihre früheren Zahlen, und die Schritte gehen weiter.",
    "live_cancelled": (
        "Das Laden wurde abgebrochen. {kept} Drücken Sie „Noch einmal versuchen“, um mit Ihrer Zahl zu rechnen."
    ),
    "live_failed_download": (
        "{file} konnte nicht heruntergeladen werden. {kept} Prüfen Sie die Verbindung, und drücken Sie dann „Noch "
        "einmal versuchen“."
    ),
    "live_failed_integrity": (
        "{file} kam unvollständig oder verändert an und wurde deshalb nicht ausgeführt. {kept} Drücken Sie „Noch "
        "einmal versuchen“; hilft das nicht, sagen Sie es denen, die diese Website betreiben."
    ),
    "live_failed_wasm": (
        "Dieser Browser ließ WebAssembly nicht laufen, das Python in einer Seite braucht. {kept} Erlauben Sie "
        "WebAssembly für diese Website, oder nehmen Sie einen anderen Browser, und drücken Sie dann „Noch einmal "
        "versuchen“."
    ),
    "live_failed_worker": (
        "Das Skript, das Python ausführt, konnte nicht gestartet werden. {kept} Prüfen Sie die Verbindung und die "
        "Einstellungen des Browsers, und drücken Sie dann „Noch einmal versuchen“."
    ),
    "live_failed_engine": (
        "Python hat mit einem Fehler angehalten. {kept} Drücken Sie „Noch einmal versuchen“, vielleicht mit einer "
        "anderen Zahl."
    ),
    "live_failed_parity": (
        "Python rechnet die gedruckte Abbildung in diesem Browser anders, also wird keine seiner Zahlen gezeigt. "
        "{kept} Laden Sie die Seite neu; hilft das nicht, sagen Sie es denen, die diese Website betreiben."
    ),
    "live_failed_slow": (
        "Python brauchte dafür mehr als zwei Sekunden und wurde deshalb angehalten. {kept} Drücken Sie „Noch einmal "
        "versuchen“, vielleicht mit einer anderen Zahl."
    ),
    "live_failed_insecure": (
        "Diese Seite kam über eine ungeschützte Verbindung, bei der der Browser nicht prüfen kann, was er ausführt. "
        "{kept} Öffnen Sie die Seite mit https, und ändern Sie die Zahl dann noch einmal."
    ),
    "live_failed_frame": (
        "Diese Seite steht in einem Rahmen, der von ihrer Website abgeschnitten ist, wo der Browser Python nicht laden "
        "lässt. {kept} Öffnen Sie die Seite für sich, um ihre Zahlen zu ändern."
    ),
    "live_failed_file": (
        "Diese Seite wurde von einem Datenträger geöffnet, wo der Browser Python nicht starten lässt. {kept} Öffnen "
        "Sie die Seite von einem Webserver, um ihre Zahlen zu ändern."
    ),
}

WORKBENCH: dict[str, str] = {
    "sandbox": "Eine eigene Abbildung",
    "sandbox_text": "Die Abbildung als Text",
    "sandbox_begin": "Beginnen mit",
    "sandbox_choose": "einer Abbildung dieser Website …",
    "sandbox_undo": "Rückgängig",
    "sandbox_redo": "Wiederholen",
    "sandbox_link": "Link kopieren",
    "sandbox_fence": "Als Block kopieren",
    "sandbox_file": "Als HTML-Datei speichern",
}

SANDBOX: dict[str, str] = {
    "sandbox_program": "Als Programm kopieren",
    "sandbox_copy": "Was sich nicht kopieren ließ",
    "sandbox_copied": "Kopiert.",
    "sandbox_run": "Ausführen",
    "sandbox_ready": "Die Abbildung zeigt diesen Text.",
    "sandbox_one": "Eine Stelle braucht noch einen Blick. Bis dahin bleibt die Abbildung, wie sie war.",
    "sandbox_several": "{count} Stellen brauchen noch einen Blick. Bis dahin bleibt die Abbildung, wie sie war.",
    "sandbox_line": "Zeile {line}: {message}",
    "sandbox_instead": "Schreiben Sie {instead}",
    "sandbox_waits": (
        "Dieses Programm ist nicht gelaufen, denn hier wurde eine Adresse geöffnet, die einen fremden Text mitbrachte: "
        "Lesen Sie es, und drücken Sie „Ausführen“, wenn Sie seine Abbildung sehen wollen. Es läuft nur in dieser "
        "Seite und darf nur rechnen."
    ),
    "sandbox_newer": (
        "Diese Adresse hat eine neuere Fassung dieser Seite geschrieben, Nummer {version}. Laden Sie die Seite neu; "
        "hilft das nicht, bitten Sie den Absender um den Text der Abbildung."
    ),
    "sandbox_damaged": (
        "Ein Teil dieser Adresse fehlt oder ist verändert, also enthält sie keine Abbildung. Bitten Sie noch einmal um "
        "den Link."
    ),
    "sandbox_kept": "Die Abbildung bleibt, wie sie war.",
    "sandbox_failed": "{file} ließ sich nicht herstellen. Prüfen Sie die Verbindung, und versuchen Sie es noch einmal.",
}

PRACTICE: dict[str, str] = {
    "practice_value": "Eine Zahl oder eine Formel aus Zahlen",
    "practice_factor": "Eine Zahl oder eine Formel aus Zahlen",
    "practice_formula": "Eine Formel mit Namen, etwa {example}",
    "practice_matrix": "Zeile für Zeile, etwa 1 2; 3 4",
    "practice_shape": "Zeilen und Spalten, etwa 2×3",
    "practice_count": "Eine ganze Zahl",
    "practice_order": "Bringen Sie sie in eine Reihenfolge",
    "practice_up": "Früher: {letter}",
    "practice_down": "Später: {letter}",
    "practice_moved": "{letter} steht jetzt an Stelle {number}.",
    "practice_check": "Prüfen",
    "practice_hint": "Hinweis",
    "practice_hint_number": "Hinweis {number} von {count}",
    "practice_hints_end": "Keine weiteren Hinweise",
    "practice_way": "Zeigen",
    "practice_shown": "Hier ist es, mit dem ganzen Weg.",
    "practice_choose": "Wählen Sie zuerst etwas aus.",
    "practice_loading": "Python wird geladen, um Antworten in dieser Seite zu beurteilen.",
    "practice_new": "Neue Zahlen",
    "practice_anew": "Neu beginnen",
    "practice_sure": "Alle Antworten verwerfen?",
    "practice_drawn": "Es wurden andere Zahlen gezogen: Blatt {number}.",
    "practice_score": "{points} von {count} Punkten",
    "practice_rule": (
        "Ein Hinweis kostet einen Viertelpunkt, und Gezeigtes zählt nicht. Falsche Antworten kosten nichts: Versuchen "
        "Sie es noch einmal."
    ),
    "practice_done": "Alle Fragen sind erledigt: {points} von {count} Punkten.",
    "practice_code": "Ergebnis zum Abgeben",
    "practice_copy": "Ergebnis kopieren",
    "practice_copied": "Das Ergebnis ist kopiert.",
    "practice_print": "Beleg drucken",
    "practice_time": "Zeit in Minuten und Sekunden: {time}",
    "practice_select": "Der Browser erlaubte kein Kopieren. Das Ergebnis ist markiert: Kopieren Sie es von dort.",
    "practice_kept": "Die Seite bleibt, wie sie ist.",
    "round_title": "Zehn nacheinander",
    "round_told": (
        "Zehn Blätter, von leicht zu schwer. Am Ende sehen Sie, welche Fehler wie oft kamen. Die Ergebnisse bleiben in "
        "diesem Browser; eine Datei hat sie für Sie."
    ),
    "round_page": "Aufgaben dieser Seite",
    "round_site": "Aufgaben aller Seiten",
    "round_save": "Meine Runden speichern",
}

BLANKS: dict[str, str] = {
    "blank_answer": "Ihre Antwort: eine Zahl oder eine Formel aus Zahlen",
    "blank_check": "Prüfen",
    "blank_hint": "Hinweis",
    "blank_hint_number": "Hinweis {number} von {count}",
}

GRID: dict[str, str] = {
    "grid_told": "Eine Zahl in jedes Feld oder eine Formel aus Zahlen",
    "grid_cell": "Zeile {row}, Spalte {column}",
    "grid_empty": "Zeile {row}, Spalte {column} ist leer.",
    "grid_size": "Zeilen: {rows}, Spalten: {columns}.",
    "grid_most": "Zeilen: {rows}, Spalten: {columns}. Mehr als {count} sind es nie.",
    "grid_rows": "Zeilen",
    "grid_columns": "Spalten",
}

XAPI: dict[str, str] = {
    "xapi_account": "Ihre Nummer oder Ihr Name im Kurs auf {host}",
    "xapi_send": "Ergebnis an {host} senden",
    "xapi_sending": "Wird an {host} gesendet …",
    "xapi_sent": "{host} hat das Ergebnis.",
    "xapi_failed": (
        "{host} hat das Ergebnis nicht angenommen ({why}). Versuchen Sie es noch einmal, oder geben Sie das Ergebnis "
        "von oben ab: Es sagt dasselbe."
    ),
    "xapi_silent": "keine Antwort",
}

ROUND: dict[str, str] = {
    "round_head": "{number} von {count}: {title}",
    "round_next": "Weiter",
    "round_end": "Zum Ergebnis",
    "round_done": "Die Runde ist zu Ende: {points} von {count} Punkten.",
    "round_slips": "Diese Fehler kamen:",
    "round_slip": "{times}-mal:",
    "round_none": "Es kam kein Fehler, der einen Namen hat.",
}

COURSES: dict[str, str] = {
    "course_paper": "Die Zahlen sind die von Blatt {number}.",
    "course_value": "Geben Sie eine Zahl an, auf mindestens drei Stellen.",
    "course_factor": "Geben Sie eine Zahl an, auf mindestens drei Stellen.",
    "course_count": "Geben Sie eine ganze Zahl an.",
    "course_matrix": "Geben Sie in jedem Feld eine Zahl an, auf mindestens drei Stellen.",
    "course_shape": "Geben Sie zuerst die Zeilen an, dann die Spalten.",
    "course_order": "Geben Sie die Buchstaben in einer Reihenfolge an, die aufgeht, etwa b a c.",
    "course_formula": "Geben Sie eine Formel mit Namen an, etwa {example}.",
}

TOOLS: dict[str, str] = {
    "tools": "Werkzeuge dieser Abbildung",
    "try_again": "Noch einmal versuchen",
    "field_is": "{field}: {value}",
    "hands": "Zahlen in der Zeichnung (Eingabe ändert eine, Pfeiltasten führen zur nächsten)",
    "roam_zoom": "Zeichnung bei {percent} %.",
    "roam_moved": "Die Zeichnung ist verschoben.",
    "roam_whole": "Die ganze Zeichnung ist zu sehen. Drücken Sie +, um sie zu vergrößern.",
    "roam_follow": "Die Zeichnung folgt wieder den Schritten.",
    "pace": "Tempo der Wiedergabe",
    "tool_numbers": "Neue Zahlen",
    "numbers_new": "Die Abbildung hat neue, zufällige Zahlen; „Ursprüngliche Zahlen“ bringt die ersten zurück.",
    "numbers_none": (
        "Die Abbildung behält ihre Zahlen: Bei jedem Ziehen war ein Gradient null, nicht definiert oder gesättigt, "
        "oder eine Zahl zu groß."
    ),
    "tool_bug": "Überschreiben statt addieren",
    "bug_on": (
        "Ein Fehler mit Absicht: Wo Gradienten zusammentreffen, ersetzt jetzt der, der zuletzt ankommt, die anderen. "
        "Gehen Sie bis dorthin, wo sie zusammentreffen, und vergleichen Sie. Schalten Sie es aus, und sie addieren "
        "sich wieder."
    ),
    "bug_off": "Gradienten, die zusammentreffen, addieren sich wieder.",
    "tool_boxes": "Kästen öffnen und schließen",
    "boxes_told": "Was in einem geschlossenen Kasten ist, ist ein einziger Schritt. Die Zahlen bleiben gleich.",
    "boxes_closed": "Geschlossen",
    "boxes_close": "Alle schließen",
    "boxes_open": "Alle öffnen",
    "boxes_lid": "Kasten {box}",
    "lids": "Kästen dieser Zeichnung",
    "tool_predict": "Jeden Schritt vorhersagen",
    "predict_question": "Schritt {step} von {steps}: {title}?",
    "predict_answer": "Ihre Antwort: eine Zahl oder eine Formel aus Zahlen",
    "predict_check": "Prüfen",
    "predict_show": "Zeigen",
    "predict_next": "Nächster Schritt",
    "predict_shown": "Hier ist es.",
    "tool_train": "Trainieren",
    "train_told": (
        "Jede Aktualisierung führt den ganzen Vorwärts- und den ganzen Rückwärtsdurchlauf aus, bei mehreren Beispielen "
        "für jedes davon, und bewegt erst danach jeden Parameter nach der Regel, die hier gewählt ist."
    ),
    "train_rule": "Regel",
    "train_gradient-descent": "Gradientenabstieg",
    "train_momentum": "Momentum",
    "train_rmsprop": "RMSProp",
    "train_adam": "Adam",
    "train_next": "Die nächste Aktualisierung von",
    "train_formulas": "Die nächste Aktualisierung, als Formeln",
    "train_table": "Die Parameter bei dieser Aktualisierung",
    "train_rate": "Lernrate",
    "train_rate_wrong": "Die Lernrate muss eine Zahl über 0 sein, etwa 0,1.",
    "train_one": "Ein Schritt",
    "train_run": "Laufen lassen",
    "train_stop": "Anhalten",
    "train_start": "Zurück zum Anfang",
    "train_updates": "Aktualisierung",
    "train_at": "Aktualisierung {update} von {last}: Verlust {loss}",
    "train_running": "Das Training läuft.",
    "train_stopped": "Angehalten. Aktualisierung {update} von {last}: Verlust {loss}.",
    "train_anew": "Sie haben eine Zahl geändert, also beginnt das Training neu bei den Zahlen oben.",
    "train_still": "Kein Parameter bewegt sich mehr, also hat das Training angehalten.",
    "train_enough": "Mehr Aktualisierungen behält die Seite nicht.",
    "train_name": "Parameter",
    "train_weight": "Wert",
    "train_gradient": "Gradient",
    "train_numbers": "Die Zahlen dieser Kurve",
    "sample_choose": "Beispiel {number} durchgehen",
    "tool_check": "Gradient prüfen",
    "predict_end": "Alle Schritte sind gezeigt. Mit „Von vorn“ oben beginnen Sie neu.",
    "tool_share": "Link zu diesem Schritt kopieren",
    "share_label": "Adresse dieses Schritts, mit seinen Zahlen",
    "share_copy": "Noch einmal kopieren",
    "share_copied": "Der Link ist kopiert. Er öffnet diesen Schritt mit den Zahlen, die er jetzt hat.",
    "share_select": (
        "Der Browser hat das Kopieren nicht erlaubt. Die Adresse ist markiert: Drücken Sie Strg und C, auf einem Mac "
        "Befehl und C."
    ),
    "share_frame": "Rahmen mit dieser Abbildung, für eine andere Seite",
    "share_frame_copied": "Der Rahmen ist kopiert. Fügen Sie ihn in das HTML einer anderen Seite ein.",
    "share_wrong": (
        "Der Teil „{part}“ der Adresse dieser Seite ist nicht zu gebrauchen, also zeigt jede Abbildung ihre "
        "ursprünglichen Zahlen. Verbessern Sie diesen Teil, oder bitten Sie noch einmal um den Link."
    ),
    "share_no_step": (
        "Die Adresse verlangt einen Schritt, den diese Abbildung nicht hat, also zeigt sie ihren ersten Schritt."
    ),
    "share_no_engine": (
        "Die Adresse enthält geänderte Zahlen, aber hier kann nichts mit ihnen rechnen, also zeigt die Abbildung ihre "
        "ursprünglichen Zahlen."
    ),
    "tool_sizes": "Größe der Gradienten",
    "sizes_legend": "Größe eines Gradienten:",
    "sizes_positive": "positiv",
    "sizes_negative": "negativ",
    "tool_present": "Vorführen",
    "present_leave": "Verlassen (Esc)",
    "tool_edit": "Diese Abbildung bearbeiten",
    "tool_takeaway": "Mitnehmen",
    "take_formula": "Formel dieses Schritts",
    "take_drawing": "Zeichnung dieses Schritts",
    "take_numbers": "Alle Zahlen",
    "take_program": "Die Abbildung als Programm",
    "take_tex": "TeX",
    "take_svg": "SVG",
    "take_png": "PNG",
    "take_csv": "CSV",
    "take_numpy": "NumPy",
    "take_jax": "JAX",
    "take_pytorch": "PyTorch",
    "take_save": "Als {file} speichern",
    "take_saved": "Als {file} gespeichert.",
    "take_failed": "Dieser Browser konnte {file} nicht herstellen. Versuchen Sie SVG oder einen anderen Browser.",
    "take_copied": "Kopiert. Der Text steht auch unten.",
    "take_select": (
        "Der Browser hat das Kopieren nicht erlaubt. Der Text ist markiert: Drücken Sie Strg und C, auf einem Mac "
        "Befehl und C."
    ),
    "key": "Lösungen",
    "link_said": "In der Zeichnung: {said}.",
    "link_v": "{name} ist {value}",
    "link_g": "die Ableitung an {name} ist {value}",
    "link_n": "{name}",
    "link_edge": "die Kante von {source} zu {consumer}",
}
