"""What the pages about the exercises say in German, for students and for teachers."""

from __future__ import annotations

from backprop.terminal.languages.de import TEXTS
from backprop.terminal.slips import NAMES

STUDENTS = """\
---
title: Übungen
description: {count} Aufgaben von einem Neuron bis zur Attention, mit Hinweisen und Lösungen, stets mit neuen Zahlen.
---

# Übungen

**Vor dieser Seite:** nichts; was vorher kommt, sagt jede Seite mit Aufgaben. **Zeit:** etwa 0 Minuten.

{count} Aufgaben, von einem Neuron bis zur Attention. Jede wird zufällig gezogen, also gibt es immer andere Zahlen; was
die Mühe nicht lohnt, wird ausgelassen. Antworten Sie in der Seite, wo Sie bei einer falschen Antwort erfahren, was
schiefging, oder drucken Sie die Seite: Auf Papier ist Platz zum Schreiben.

* Eine **Zahl** gilt bis zu der Stelle, die Sie angeben, mindestens zwei, oder auf ein Tausendstel ihrer selbst genau,
  denn unterwegs darf gerundet werden. Eine Formel aus Zahlen genügt: `0,8*0,5 + 0,1`.
* Eine **Formel** hat Namen: `dL/dzo*h1`, `∂L/∂zₒ·h₁`, TeX oder *d L nach d z o mal h eins*; ein Leerzeichen
  zwischen zwei Namen ist ein Produkt.
* Eine **Matrix** ist ein Gitter aus Feldern, von einem zum anderen mit *Tab* oder den Pfeiltasten. Ein falsches Feld
  wird markiert.
* Ein **Hinweis** kostet einen Viertelpunkt: welche Kante, welche Regel, welche Faktoren. *Zeigen* zeigt den ganzen Weg
  und gibt keinen Punkt. Falsche Antworten kosten nichts.
* **Neue Zahlen** zieht ein anderes Blatt derselben Aufgabe, und am Ende steht ein **Ergebnis zum Abgeben**. Nichts von
  dem, was Sie tippen, verlässt Ihren Browser; er behält es, solange der Tab offen ist, auch auf dem Weg zurück und nach
  neuem Laden. *Neu beginnen* nimmt es weg.
* **Ohne die Zeichnung**: Was sie zeigt, steht unter ihr in Worten und Formeln, für alle, die zuhören.
* **Zehn nacheinander**, unter den Aufgaben jeder Seite, zieht zehn Blätter dieser Seite oder aller Seiten, von leicht
  zu schwer, und zählt am Ende, welche Fehler wie oft kamen. Die Ergebnisse bleiben in Ihrem Browser; *Meine Runden
  speichern* gibt sie Ihnen als Datei.

{tables}
Blätter für eine Klasse, Bewertung und typische Irrtümer finden Lehrende unter [Für Lehrende](teaching.md).
"""
STUDENTS_HEAD = "| Aufgabe | Was Sie danach können |"
TEACHERS = """\
---
title: Für Lehrende
description: Wie man die Übungen aufgibt, wie lange sie dauern, wie man sie bewertet, und welchem Irrtum jede begegnet.
---

# Für Lehrende

**Vor dieser Seite:** nichts. **Zeit:** etwa 0 Minuten.

Einen Plan für 90 Minuten, und wozu jede Seite da ist, hat [Eine Unterrichtsstunde](lessons.md).

## Eine ganze Klasse mit vier Befehlen {{ #a-class-set-in-four-commands }}

`make dist` in einem Klon des Projekts schreibt zwei Wheels. Installieren Sie beide mit `pip install` in
einem neuen Ordner, und dazu, was
PDF und die Bilder der Fragen brauchen: `pip install brotli cssselect2 fonttools pillow resvg-py tinycss2 typst`. [Im
Terminal](terminal-and-notebook.md#exercises-for-a-class) sagt mehr. Dann, mit einer `list.csv`
aus der Tabellenkalkulation, die eine Spalte `name` hat:

```console
$ backprop exercises
$ backprop worksheet two-hidden --students list.csv --pdf --out sheets
$ backprop export two-hidden --to moodle --students list.csv --out two-hidden.xml
$ backprop grade codes.csv --exercise two-hidden
```

Der erste zählt die Namen [der Sammlung](#the-collection) auf, der zweite schreibt ein Blatt für jeden Namen und eine
Lösung für alle; alle Blätter zusammen sind `class.pdf`, worin jedes auf eigenem Papier beginnt, auch beidseitig
gedruckt. Der dritte ist für eine Lernplattform, der vierte für die Ergebnisse, die aus der Seite abgegeben
werden, in einer Liste mit den Spalten `name` und `code`. In einem deutschen Terminal sind Blätter und Fragen deutsch,
in jedem anderen, auch unter Windows, mit `--lang de`. `backprop exercises two-hidden > mine.yaml` gibt Ihnen den Text
einer Aufgabe zum Ändern: Dann steht `mine.yaml` an der Stelle des Namens, und ebenso geht eine Markdown-Seite mit
solchen Aufgaben, `page.md#two-hidden`.

## Aufgeben {{ #assign }}

* **In der Seite**: Nennen Sie eine Aufgabe [der Sammlung](exercises.md), oder schreiben Sie eine eigene, mit [diesen
  Schlüsseln](authors.md#an-exercise), aus dem, was `backprop exercises NAME` ausgibt.
  Studierende ziehen eigene Zahlen und geben das Ergebnis ab, das am Ende steht.
* **Ein Blatt für alle**: Das Blatt, das in der Seite steht, ist für alle dasselbe, auf jedem Rechner; seine Kennung
  steht darunter.
* **Auf Papier, für jeden eines**: `backprop worksheet` [schreibt
  Blätter](terminal-and-notebook.md#exercises-for-a-class) mit anderen Zahlen für alle, die in einer Liste stehen, und
  dazu die Lösungen.
* **Auf einer Lernplattform**: `backprop export` [schreibt
  Fragen](terminal-and-notebook.md#exercises-on-a-course-platform), die Moodle, oder was QTI liest, stellt und bewertet,
  oder ein Paket für SCORM, das die Punkte meldet. Für Moodle sind die Zahlen aller Blätter der Datensatz einer
  berechneten Frage. Die Dateien wurden von anderen Lesern ihrer Formate geprüft und in keinem wirklichen Moodle und
  auf keiner anderen Plattform erprobt.
* **Wo die Lösungen stehen**: auf einer Seite mit Lösungen, je eine zu jeder Seite mit Aufgaben, auf die jede
  Aufgabe verweist. Drucken Sie sie für sich; die gedruckte Seite der Aufgaben hat Fragen und Platz und keine
  Lösung. Wer will, kann auch sie öffnen oder sich die Lösung in der Seite ausrechnen lassen, aber in deren
  Quelltext steht keine Antwort. Die Schritte einer Abbildung, die den Lesenden überlassen sind, haben die ihren im
  Quelltext der Seite, hinter *Antwort zeigen*, und auf Papier am Ende. Für eine Prüfung teilen Sie Blätter aus und
  lassen die Aufgabe aus der Website weg: Ein Programm kann eine Antwort ausrechnen, denn alle gegebenen Werte stehen
  da.

## Was ein Ergebnis beweist {{ #what-a-code-proves }}

Ein Ergebnis hat eine Prüfsumme gegen Schreibfehler. Gegen Absicht beweist es nichts: Alles, woraus ein Ergebnis
entsteht, steht in der Seite und ist damit in jedermanns Hand, ein Geheimnis lässt sich dort nicht bewahren. Es sagt,
was jemand abgeben will, so wie ein Heft. Wo jeder ein Blatt für sich zieht, sind zwei Ergebnisse mit derselben
Nummer des Blatts eine Frage wert.

## Bewerten {{ #mark }}

| Anteil | Wofür |
| --- | --- |
| 1/2 | die richtigen Kanten und Faktoren: die Formel mit Namen |
| 1/4 | die Zahlen des Vorwärtsdurchlaufs an ihren Plätzen |
| 1/4 | das Ergebnis, auf so viele Stellen wie verlangt |

Eine falsche Zahl, mit der richtig weitergerechnet wurde, kostet einmal ihren eigenen Anteil und in den Schritten
danach nichts mehr.

## Die Sammlung {{ #the-collection }}

Die Stufen gehen von 1, einem einzelnen Schritt, bis 5. Die Minuten gelten für Papier. Was schiefgehen kann, wird an der
Aufgabe selbst abgelesen: Jeder Fehler der Liste ergibt dort eine andere Antwort, und die Seite nennt ihn beim Namen.

{tables}
"""
TEACHERS_HEAD = "| Aufgabe | Ziel, und was schiefgehen kann |"
MISCONCEPTIONS = {slip: TEXTS[name] for slip, name in NAMES.items()}


def cost(level: int, minutes: int, points: int) -> str:
    """How hard an exercise is, how long it takes, and what it is worth."""
    return f"Stufe {level}, {minutes} Minuten, {points} {'Punkt' if points == 1 else 'Punkte'}"
