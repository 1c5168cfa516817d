"""What the guide for authors says in German, but for the keys, of which the messages of the plugin tell."""

from __future__ import annotations

from tools.authors_words import Words
from tools.marking import marked

BEFORE = """\
---
title: Für Autoren
description: Wie man eine Abbildung schreibt, jeder Schlüssel des Blocks, zitierte Zahlen, und was Fehler sagen.
search:
  boost: 0.3
---

# Für Autoren

[Vom leeren Ordner zur veröffentlichten Seite](first-page.md) fängt ganz vorn an; hier steht alles.

## Eine Abbildung { #a-figure }

Einmal, neben Ihrem MkDocs (mit Python 3.12 oder neuer), mit den beiden Paketen (*wheels*{ lang=en }) dieses Projekts:

```console
$ pip install backprop-0.1.0-py3-none-any.whl mkdocs_backprop-0.1.0-py3-none-any.whl
```

Alles, was Browser brauchen, ist darin; in einem Klon dieses Projekts schreibt sie `make dist`. In Ihrer `mkdocs.yml`
steht

```yaml
plugins:
  - search
  - backprop
```

Dann ist eine Abbildung ein Block in Markdown. Das Rechenwerk führt ihn aus, wenn die Website gebaut wird.

````markdown
```backprop
name: smallest-example
title: Ein eigenes Netz
network: [1, 1, 1]
values: {w11: 0.8, x: 0.5, y: 0.8}
```
````

ergibt

{same}

Jeder Schritt hat eine Adresse: `#smallest-example-step-8` öffnet diese Seite [bei Schritt 8](#smallest-example-step-8).
Mit anderen Zahlen ist es `?bp=smallest-example,w11:1.5,x:-1#smallest-example-step-8`; ohne Skripte führt das zu dem
Schritt, wie er gebaut wurde.

## Zahlen zitieren { #quoting-numbers }

Tippen Sie nie eine Zahl ab, die eine Abbildung zeigt. Schreiben Sie ihren Namen zwischen Klammern, und das Rechenwerk
setzt sie ein, wenn die Website gebaut wird: Aus `{{ smallest-example: dL/dw11 }}` wird
{{ smallest-example: dL/dw11 }}. Es gibt

* Werte mit ihrem Namen, `{{ smallest-example: yhat }}`, und Gradienten, `dL/dw11` (im Vorwärtsmodus `dy/dx1`);
* Gradienten, wie ein Programm sie angibt, das überschreibt, statt zu addieren: `dL/dw11 overwritten`;
* mehr Ziffern, `dL/dw11, six digits`; und den Platz, `step of dL/dw11`;
* Anzahlen: `parameters`, `forward steps`, `backward steps`, `faded steps`, auch in Worten (`parameters in words`),
  `multiplications with reuse` und `times dL/dz1 is used`;
* bei mehreren Beispielen die Mittel, `L` und `dL/dw11`; zu dem, das gezeigt wird, etwa dem zweiten, `L2` und
  `dL2/dw11`;
* Punkte eines Diagramms: `with reuse at 10`, `mean loss at 60`, `forward at 97`; und von einem Abstieg
  `sample 1 x`, `first w`, `last w`, `first dL/dw`, `last dL/dw`.

Eine Abbildung wird auf ihrer eigenen Seite zitiert. Ein Name, den es nicht gibt, ist eine Warnung mit den Namen, die
ihm am nächsten sind; `mkdocs build --verbose` nennt alle. Eine Warnung ist auch eine Zahl, die `fade` den Lesenden
überlässt; in einer Antwort, die man aufklappt, zitieren Sie sie als `dL/dw11, left to readers`.

## Was man beim Lesen bekommt { #what-readers-get }

Unter jeder Abbildung stehen dieselben Werkzeuge, und kein Schlüssel fragt nach ihnen: [Wie man die Abbildungen
benutzt](index.md#how-to-use-the-figures) zählt sie auf. Solche, die Python brauchen, gibt es, wo sich in der Website
Zahlen ändern lassen. Drei Schlüssel bereiten eine Aufgabe vor: `fade` überlässt denen, die lesen, die letzten
Schritte, `predict` fragt nach jedem Schritt, bevor er gezeigt wird, und `bug` zeigt ein Programm, das vergisst zu
addieren; wo Gradienten zusammentreffen, lässt sich dieser Fehler auch in der Abbildung einschalten.

### Eine Seite, auf der man selbst Abbildungen schreibt { #a-page-on-which-they-write-figures }

Ein Block `backprop-sandbox`, auf einer Seite der Website, ist der Ort, an dem man eigene Abbildungen schreibt. Darin
steht eine Abbildung wie in jedem anderen Block, mit der man beginnt. Jede Abbildung der Website hat dann das Werkzeug
*Diese Abbildung bearbeiten*, das dorthin führt, und dort sind sie alle in einer Liste.

Was jemand dort schreibt, wird geprüft wie das, was Autoren schreiben, vom selben Code, im eigenen Browser. Eine
Adresse enthält die ganze Abbildung und wird nie an einen Server gesendet. Ein Programm, das eine Adresse mitbringt,
läuft erst, wenn man *Ausführen* drückt, im Helfer der Seite, und darf nicht mehr als Programme von Autoren.

### Eine Übung { #an-exercise }

````markdown
```exercise
name: one-gradient
title: Ein Gradient von Hand
network: [1, 1]
draw:
  values: {w*: [-2, -1.5, 0.5, 2], b*: [-1, 1], x: [2, 3, 4], y: [1, 2]}
ask: [{factor: dzo/dwo1}, {value: dL/dwo1}]
seed: 7
```
````

ergibt

{same}

Ein Block `exercise` hat die Schlüssel einer Abbildung mit Schritten und die [der Tabelle unten](#in-an-exercise). Das
Rechenwerk zieht Zahlen, bis ein Blatt die Mühe lohnt: nicht überall tote ReLU, auf dem ganzen Weg keine Null, die nicht
von einer ReLU kommt, keine zwei gleichen Einheiten, keine gesättigte Funktion, keine symmetrische Matrix, wo nach
Formen gefragt wird, kein Gleichstand an einem Knick, keine zwei Fehler mit derselben Antwort, nicht mehr Ziffern, als
Sie verlangen. Wo die Mengen keines übrig lassen, sagt die Warnung, was wie oft im Weg war. Mit demselben `seed` ist ein
Blatt auf jedem Rechner dasselbe, für immer; andere zieht man mit *Neue Zahlen*.

Ohne Skripte und auf Papier ist eine Übung ein Blatt mit Platz zum Schreiben: Zeichnung, gegebene Werte, Fragen und
Kennung, keine Antwort. Ihre Lösung steht mit denen der anderen Übungen der Seite auf einer eigenen Seite unter
`exercise-keys/`, jede zugeklappt, bis man sie öffnet; gedruckt sind alle zu sehen. Die Übung verweist darauf, keine
Suche führt sie auf, und im Quelltext der Seite der Übung steht keine Antwort. Mit Skripten wird die Lösung auf
Wunsch in der Seite ausgerechnet. Wo alles eine Seite ist (`singlehtml` von Sphinx), steht sie dort, zugeklappt.
Öffnen kann das alles jeder: Wer Studierenden die Antworten vorenthalten will, lässt die Übung aus der Website weg
und teilt Blätter aus.

## Namen { #names }

Die Parameter eines Netzes heißen wie im Kapitel: `w11`, `b1`, `wo1`, `bo`, `x`, `y`; der erste Index nennt, wo ein
Gewicht herkommt. Mehrere Eingaben sind `x1`, `x2`, …, mehrere Ausgaben `yhat1`, `y1` und `wo11`, …, und bei einer
Kreuzentropie `p` oder `p1`, … statt `yhat`; mit mehreren verborgenen Schichten ist `w2_13` das Gewicht
$w^{(2)}_{13}$.

Auch was Schlüssel zu einem Netz hinzufügen, hat Namen: Ein Bias, den eine Schicht teilt, ist `b`, oder `b2` bei
Schicht 2 von mehreren; mit `dropout` ist `m1` eine Maske und `d1`, was sie übrig lässt; mit `skip` ist `s1` eine
Summe; mit `normalize: layer` sind `mu` und `v` Mittel und Varianz einer Schicht (`mu2` und `v2` bei Schicht 2 von
mehreren), und jede Einheit hat `c1`, `n1`, `gamma1`, `beta1` und `a1`. Mit
`normalize: batch` hat jede Einheit ein eigenes Mittel `mu1` und eine eigene Varianz `v1`, und bei jedem Beispiel steht
dessen Nummer vor der der Einheit: `n23` ist Einheit 3 von Beispiel 2, wie alles in Matrizen heißt.

Mit `notation` werden Symbole geschrieben, wie andere Bücher sie haben, und mit der gleichnamigen Option die einer
ganzen Website:

```yaml
plugins:
  - backprop:
      notation: {weights: to-from, layers: superscript, delta: true, arriving: upstream}
```

Dann wird `w12` als $w^{(1)}_{21}$ gezeigt und `wo1` als $w^{(2)}_{1}$, die Ableitung des Verlusts nach `z1` als
$\\delta^{(1)}_1$, und die Sätze nennen den ankommenden Gradienten *upstream*{ lang=en }. Was unter `values`, in Links
und in zitierten Zahlen steht, behält seinen Namen: Ein Gewicht heißt `w12`, wenn es von Einheit 1 zu Einheit 2 führt,
wie immer es gezeigt wird.

In einer Formel darf jeder Name stehen; Operationen ohne Namen heißen `v1`, `v2`, … Griechische Buchstaben kann man
tippen oder ausschreiben: `θ_1` und `theta_1` sind derselbe Name, gezeigt als $\\theta_1$, und `lambda` ist einer wie
jeder andere.

## Sprachen { #languages }

Eine Abbildung spricht die Sprache ihrer Seite: die, die oben in der Seite als `lang` steht, oder sonst die Sprache
des Themes; wo Abbildungen sie nicht kennen, sprechen sie Englisch, und das steht in der Seite. `lang` in einem Block
geht vor. Eine Sprache besteht aus zwei Dateien, in `engine/backprop/languages/` für das, was das Rechenwerk sagt, und
in `plugins/backprop_web/languages/` für Knöpfe, Meldungen und Werkzeuge; jede hat die Namen von `en.py`, und ein Test
nennt, was fehlt. Die Namen zitierter Zahlen sind in jeder Sprache dieselben; geschrieben werden die Zahlen, wie die
Sprache der Seite sie schreibt.

## Zahlen { #numbers }

Eine Zahl im Block ist dezimal, mit Punkt: `0.5`, `+.5`, `1e-3`, `−0.5` mit dem Minus, das Seiten drucken. Ein Wert
darf auch eine Formel aus Zahlen, aus `pi` und `e` sein: `1/3`, `2*pi`, `sqrt(2)/2`. So auch eine Zahl, die jemand in
ein Feld tippt; dort ist ein Dezimalkomma ebenso recht. YAML läse manche Wörter als andere Zahlen, als sie aussehen,
`010` als 8 und `1:30` als 90; sie werden abgelehnt, und ebenso ein Titel, der an einem `#` endet, wo YAML einen
Kommentar sieht: Setzen Sie ihn in Anführungszeichen.

## Gradienten, die verschwinden, explodieren oder sterben { #gradients-that-vanish-explode-or-die }

````markdown
```backprop
name: vanishing
title: Wie viel vom Gradienten jede Schicht erreicht
signal: gradients
activation: [sigmoid, tanh, relu]
initial: [xavier, xavier, he]
depths: 10
```
````

ergibt

{same}

Mit der Sigmoidfunktion ist der Gradient in der ersten Schicht das
{{ vanishing: first over last, sigmoid, Xavier }}-Fache dessen in der letzten, wie
`{{ vanishing: first over last, sigmoid, Xavier }}` es einsetzt. Um Tiefen zu vergleichen, geben Sie
`depths: [5, 10, 20]` an; um Anfänge zu vergleichen, `initial: [xavier(0.5), xavier, xavier(3)]`; um tote Einheiten zu
zählen, `signal: dead-units`. Für bis zu drei Linien ist Platz.

Warum das so ist, zeigt die Kurve einer eigenen Abbildung: `view: curve` im Block eines Netzes zeichnet seine
Aktivierung und deren Steigung, mit einem Punkt für jedes verborgene Neuron, und `{{ one-curve: slope at z1 }}` ist
für den Text.

```backprop
name: one-curve
title: Wo zwei Neuronen auf ihrer Kurve sind
network: [1, 2, 1]
activation: sigmoid
values: {w11: 8, x: 0.5}
view: curve
```

## Programme { #programs }

````markdown
```backprop
name: two-neurons
title: Zwei Neuronen, die sich ihre Gewichte teilen
python: |
  def neuron(x):
      z = w*x + b
      return tanh(z)

  L = (neuron(xs[0]) - neuron(xs[1]))**2
values: {w: 0.5, b: 0.1, xs: [1, -2]}
parameters: [w, b]
```
````

Mit dem Schlüssel `python` handelt eine Abbildung von einem kleinen Programm, geschrieben wie in einem Notebook; die
[Galerie](gallery.md) hat mehr davon. Es wird einmal ausgeführt, mit Zahlen, deren Operationen notiert werden. Danach
ändern sich nur noch Zahlen, also darf kein `if` oder `while` von einem gegebenen Wert abhängen.

* **Was gegeben ist**, steht unter `values`: eine Zahl, eine Liste von Zahlen als Vektor, eine Liste von Zeilen als
  Matrix. Mit `parameters` werden die Gradienten nach diesen ausgerechnet, und man kann sie trainieren; ohne den
  Schlüssel die nach allem, was gegeben ist. Ein Programm kann eigene gegebene Werte mitbringen, wie in micrograd:
  `a = Value(2.0)`.
* **Das Ergebnis** ist, was die letzte Zeile gibt, ein Ausdruck oder eine Zuweisung; oder das, worauf `.backward()`
  aufgerufen wird; oder, wo die letzte Anweisung eine Schleife, ein `if` oder ein `def` ist, der Name `L` oder `loss`.
* **Namen**: Ein Knoten heißt, wie das Programm ihn zuerst nennt. Ein `h`, das in jeder Runde einer Schleife
  zugewiesen wird, ist `h1`, `h2`, …; die Einträge von Vektoren und Matrizen zählen von 1 an, wie in der Mathematik,
  also ist `W[0][1]` gleich `W12`, `xs[0]` ist `x1`, und `h1_2` ist Eintrag 2 des ersten `h`. Was keinen Namen hat,
  ist `v1`, `v2`, … Zum Zitieren verwenden Sie diese Namen.
* **Syntax**: Funktionen mit Vorgaben, Klassen, `for`, `while`, `if`, `return`, `break`, `continue`, Listen, Tupel,
  Listenabstraktionen, Ausschnitte, `+ - * / ** @`; mit einfachen Zahlen auch `//`, `%` und Vergleiche. Die Zahl 0 zu
  addieren, mit der Summen beginnen, macht keinen Knoten.
* **Funktionen**: {functions}.
* **`math`**: {math}.
* **`np`**: {np}. Arrays haben außerdem {array}.
* **Zahlen** haben Methoden, wie in micrograd: `x.tanh()`, `x.relu()`, `x.exp()`, `x.log()` und so weiter.
* **Grenzen**: {steps} Schritte, {operations} Operationen im Graphen, {gradients} Gradienten nach gegebenen Werten,
  {given} gegebene Zahlen, {lines} Zeilen. Ein Fehler nennt die Zeile und was stattdessen zu schreiben ist.

Kein Text einer Seite wird je von Python ausgeführt: Er wird als Baum gelesen, mit einer Liste des Erlaubten
verglichen und durchlaufen. Es gibt kein `import`, keine Dateien, keine Attribute außer denen oben.

## In einem Editor { #in-an-editor }

Die Schlüssel unten gibt es als JSON-Schema, [`figure.json`](schema/figure.json), und mit denen einer Übung als
[`exercise.json`](schema/exercise.json). Ein Editor, der mit dem YAML Language Server spricht, etwa VS Code mit seiner
Erweiterung für YAML, vervollständigt danach Schlüssel und Wörter, sagt, was jedes ist, und markiert Fehler mit ihrer
Abhilfe, auf Englisch. Schreiben Sie die Abbildung in eine Datei und in deren erste Zeile, wo das Schema liegt, als
Adresse oder als Pfad von der Datei aus:

```yaml
# yaml-language-server: $schema=figure.json
name: smallest-example
title: Ein eigenes Netz
network: [1, 1, 1]
```

Für YAML ist die Zeile ein Kommentar, also nimmt `backprop figure` die Datei, wie sie ist, und ein Block ihren ganzen
Text. Das Schema kennt alle Wörter und weiß, welcher Schlüssel wozu gehört; Namen und Größen werden geprüft, wenn die
Abbildung gezeichnet wird.

## Schlüssel { #keys }
"""
TITLES = {
    "Every figure": "Jede Abbildung",
    "What it is about: exactly one of these": "Wovon sie handelt: genau eines von diesen",
    "With `network`, `expression` or `python`": "Mit `network`, `expression` oder `python`",
    "With `network` or `python`": "Mit `network` oder `python`",
    "With `network` or `expression`": "Mit `network` oder `expression`",
    "With `network`": "Mit `network`",
    "With `expression`": "Mit `expression`",
    "With `python`": "Mit `python`",
    "With `count`": "Mit `count`",
    "With `signal`": "Mit `signal`",
    "With `descent`": "Mit `descent`",
    "With `physics`": "Mit `physics`",
    "In an exercise": "In einer Übung",
}
FUNCTIONS = """
### In Formeln {{ #in-formulas }}

Zahlen, Namen, `pi`, `+ - * / **`, Klammern und diese Funktionen. Von einer Zahl: {single}. Von mehreren, so vielen
wie gezeigt oder mehr: {several}. Die Bedingung von `where` ist ein Vergleich, etwa `where(x > 0, x, 0.1*x)`; ein
Softmax mehrerer Punktzahlen ist der Anteil der ersten; `dot`, `kl` und `hinge` nehmen zuerst alle Zahlen der einen
Art und dann ebenso viele der anderen.
"""
AFTER = """
## Wie groß eine Abbildung sein darf {{ #how-large-a-figure-may-be }}

Das Rechenwerk lehnt mehr als 8 Schichten mit je 8 Einheiten ab, mehr als 120 Gewichte und Biases, 20 Beispiele (9 in
Matrizen), 60 Operationen einer Formel oder eines Programms und 200 skalare Schritte in Matrizen. Was das bedeutet,
gemessen mit `python -m bench.bench_limits` auf einem Prozessor eines kleinen Servers, in CPython, während dieser noch
anderes zu tun hatte; ein Browser braucht 1,5- bis 2,5-mal so lange, auf einem Telefon auch mehr. Die Spalten sagen,
wie lange das Zeichnen beim Bau der Website dauert, wie viel die Abbildung in der Seite wiegt, und wie lange nach
einer Änderung der Schritt, den man sieht, höchstens und alle Schritte dauern:

| Abbildung | Bau | Seite | Schritt | Alle |
| --- | --- | --- | --- | --- |
{measured}

Eine Änderung berechnet zuerst den Schritt, den man sieht. Das bleibt in einem Browser bei allem, was erlaubt ist,
unter 50 ms, außer bei den größten Matrizen, deren letzter Schritt 0,3 s brauchen kann; alle Schritte einer Abbildung
sind bis etwa 2-4-1, oder bei einem Programm von etwa 15 Operationen, innerhalb von 50 ms da. Wo eine Seite unter
400 kB bleiben soll, kann ein Netz etwa 50 Parameter haben, Matrizen etwa 140 skalare Schritte und ein Programm etwa
45 Operationen.

## Fehler {{ #errors }}

Ein Fehler ist eine Warnung im Protokoll des Builds und ein Platzhalter in der Seite. Er nennt Seite, Zeile,
Schlüssel, Wert und Abhilfe, auf einer deutschen Seite auf Deutsch:

```text
WARNING -  {warning}
```

`mkdocs build --strict` scheitert daran; `mkdocs serve` macht weiter. [Was Fehlermeldungen sagen](errors.md) nennt
jede Abhilfe.
"""
FIGURES = (
    "Netz 1-2-1",
    "Netz 2-4-1",
    "Netz 2-2-1, 20 Beispiele",
    "Netz 2-4-4-1",
    "Netz 4-8-1",
    "Netz 8-8-4-1",
    "2-3-1 mit `normalize`",
    "Matrizen 2-2-1, 4 Beispiele",
    "Matrizen 2-2-1 mit Norm, Maske und Sprung, 3 Beispiele",
    "Matrizen 2-3-1, 9 Beispiele",
    "Matrizen 8-3, 8 Beispiele",
    "Matrizen 6-4 mit `fused` und Softmax, 9 Beispiele",
    "Programm mit 14 Operationen, eine Schleife",
    "Programm mit 58 Operationen, eine Schleife",
    "Programm mit einer Matrix, 4 mal 4",
)
GERMAN = Words(
    language="de",
    before=BEFORE,
    # Words are longer than in English: three columns of them are too wide for a phone.
    head="| Schlüssel | Was er sagt, und wie man ihn schreibt |\n| --- | --- |\n",
    row="| `{key}` | {says}<br>→ {how} |\n",
    titles=TITLES,
    functions=FUNCTIONS,
    after=AFTER,
    figures=FIGURES,
    thousands="\u202f",
    marked=marked,
)
