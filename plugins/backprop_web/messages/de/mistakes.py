"""German: what an author does about a mistake. What is filled in stands in braces."""

from __future__ import annotations

MISTAKES = {
    # Of the text as such.
    "describe the figure in at most {count} characters": "beschreiben Sie die Abbildung in höchstens {count} Zeichen",
    "write the value out, or put a text that begins with & or * in quotes": (
        "schreiben Sie den Wert aus, oder setzen Sie einen Text, der mit & oder * beginnt, in Anführungszeichen"
    ),
    "did you mean {word}? as it stands, the page shows the text of the fence": (
        "meinten Sie {word}? so, wie es dasteht, zeigt die Seite nur diesen Text"
    ),
    "end it by a line that holds {fence} alone, indented as the line that opens it": (
        "beenden Sie den Block durch eine Zeile, in der nur {fence} steht, eingerückt wie die Zeile, die ihn öffnet"
    ),
    "have the host read fences, such as by the extension `fenced_code`, and leave a line empty before each": (
        "lassen Sie das Programm, das die Seiten baut, solche Blöcke lesen, etwa durch die Erweiterung `fenced_code`, "
        "und lassen Sie vor jedem eine Zeile leer"
    ),
    "write {directive} in its place, or list it in `myst_fence_as_directive`, or use the directive of that name": (
        "schreiben Sie stattdessen {directive}, oder führen Sie es in `myst_fence_as_directive` auf, oder verwenden "
        "Sie die Direktive dieses Namens"
    ),
    "use at most {count} levels": "verwenden Sie höchstens {count} Ebenen",
    "write lines such as `network: [1, 2, 1]`": "schreiben Sie Zeilen wie `network: [1, 2, 1]`",
    "keep one of the two; the other is on line {line} of the fence": (
        "behalten Sie eines der beiden; das andere steht in Zeile {line}"
    ),
    "write the key as text, in quotes if need be, and decimal numbers with a point, such as 0.5": (
        "schreiben Sie den Schlüssel als Text, wenn nötig in Anführungszeichen, und Dezimalzahlen mit Punkt, etwa 0.5"
    ),
    "indent with plain spaces alone": "rücken Sie nur mit gewöhnlichen Leerzeichen ein",
    "type a plain space there": "tippen Sie dort ein gewöhnliches Leerzeichen",
    "close the quotation mark ({found})": "schließen Sie das Anführungszeichen",
    "close the list with ] ({found})": "schließen Sie die Liste mit ]",
    "close the braces with }, and write a comma between two entries ({found})": (
        "schließen Sie die Klammer mit }, und schreiben Sie ein Komma zwischen zwei Einträge"
    ),
    "a text that begins with {sign} needs quotes ({found})": (
        "ein Text, der mit {sign} beginnt, braucht Anführungszeichen"
    ),
    "a text that begins with this sign needs quotes ({found})": (
        "ein Text, der mit diesem Zeichen beginnt, braucht Anführungszeichen"
    ),
    "write the text in quotes, or begin it on the next line and indent it ({found})": (
        "schreiben Sie den Text in Anführungszeichen, oder beginnen Sie ihn eingerückt in der nächsten Zeile"
    ),
    "indent every key of one list by the same number of spaces ({found})": (
        "rücken Sie alle Schlüssel einer Liste um gleich viele Leerzeichen ein"
    ),
    "indent every - of one list by the same number of spaces ({found})": (
        "rücken Sie jedes - einer Liste um gleich viele Leerzeichen ein"
    ),
    "indent every key of one list by the same number of spaces, and begin no key with - ({found})": (
        "rücken Sie alle Schlüssel einer Liste um gleich viele Leerzeichen ein, und beginnen Sie keinen mit -"
    ),
    'a text with a colon in it needs quotes, such as title: "Part one: the network" ({found})': (
        'ein Text mit einem Doppelpunkt darin braucht Anführungszeichen, etwa title: "Teil eins: das Netz"'
    ),
    "indent this line by {count} spaces at least, as the first line of the text behind {key} ({found})": (
        "rücken Sie diese Zeile um mindestens {count} Leerzeichen ein, wie die erste Zeile des Textes nach {key}"
    ),
    "write{text}as key: value, with a colon and a space ({found})": (
        "schreiben Sie{text}als Schlüssel: Wert, mit Doppelpunkt und Leerzeichen"
    ),
    "write key: value, with a colon and a space ({found})": (
        "schreiben Sie Schlüssel: Wert, mit Doppelpunkt und Leerzeichen"
    ),
    "a text that begins with {sign} and goes on after its end needs quotes around all of it ({found})": (
        "ein Text, der mit {sign} beginnt und nach dessen Ende weitergeht, braucht Anführungszeichen um das Ganze"
    ),
    "the line before ends in a comment, so its text cannot go on here; put the whole text in quotes ({found})": (
        "die Zeile davor endet mit einem Kommentar, ihr Text kann hier also nicht weitergehen; setzen Sie den ganzen "
        "Text in Anführungszeichen"
    ),
    "YAML would read this as {noun}; {remedy}": "YAML läse das als {noun}; {remedy}",
    "{number}, in base 60, as hours and minutes": "{number}, zur Basis 60, wie Stunden und Minuten",
    "{number}, in base {base}": "{number}, zur Basis {base}",
    "a date": "Datum",
    "not a number": "etwas, das keine Zahl ist",
    "infinity": "unendlich",
    "a sign with a meaning of its own": "Zeichen mit eigener Bedeutung",
    "a number or a date that does not exist": "Zahl oder Datum, die es nicht gibt",
    "put it in quotes if it is text": "setzen Sie es in Anführungszeichen, wenn es Text ist",
    "write what you mean in decimal digits, or in quotes": (
        "schreiben Sie, was Sie meinen, mit Dezimalziffern oder in Anführungszeichen"
    ),
    "what follows, {comment}, is a comment in YAML; put the whole text in quotes: {text}": (
        "was folgt, {comment}, ist in YAML ein Kommentar; setzen Sie den ganzen Text in Anführungszeichen: {text}"
    ),
    # Of keys.
    "add a line such as `{key}: {noun}`": "fügen Sie eine Zeile hinzu, etwa `{key}: {noun}`",
    "A network with one hidden layer": "Ein Netz mit einer verborgenen Schicht",
    "add a line such as {line}": "fügen Sie eine Zeile hinzu, etwa {line}",
    "add a line such as {line}, or leave this out": "fügen Sie eine Zeile hinzu, etwa {line}, oder lassen Sie das weg",
    "add the line {line}, or leave this out": "fügen Sie die Zeile {line} hinzu, oder lassen Sie das weg",
    "a figure is about one thing; leave out this or {key}": (
        "eine Abbildung handelt von einer Sache; lassen Sie das oder {key} weg"
    ),
    "leave this out: each of the samples gives it a number": "lassen Sie das weg: jedes Beispiel gibt ihm eine Zahl",
    "write this as a key of its own, not under values": ("schreiben Sie das als eigenen Schlüssel, nicht unter values"),
    "leave this to a build of the site: it is trained with NumPy, which a browser does not have": (
        "das geht nur, wenn eine Website gebaut wird: Trainiert wird mit NumPy, und das hat ein Browser nicht"
    ),
    "did you mean {word}? {remedy}": "meinten Sie {word}? {remedy}",
    "use one of {known}": "verwenden Sie eines von {known}",
    "there is no key {name} here; {remedy}": "einen Schlüssel {name} gibt es hier nicht; {remedy}",
    "there is no {name} here; {remedy}": "{name} gibt es hier nicht; {remedy}",
    "list {least} to {most} samples, {noun}": "zählen Sie {least} bis {most} Beispiele auf, {noun}",
    "such as {example}": "etwa {example}",
    "list names and numbers, such as {example}": "zählen Sie Namen und Zahlen auf, etwa {example}",
    "give {name} a number here too: every sample gives {names}": (
        "geben Sie {name} auch hier eine Zahl: jedes Beispiel gibt {names}"
    ),
    "leave {name} out here: it is the same for every sample, which gives {names}": (
        "lassen Sie {name} hier weg: es ist für jedes Beispiel dasselbe, und das gibt {names}"
    ),
    "give it another name: with samples, something else is called so": (
        "nennen Sie es anders: mit Beispielen heißt etwas anderes so"
    ),
    "leave a name of the formula to values: a parameter, which is the same for every sample": (
        "überlassen Sie values einen Namen der Formel: einen Parameter, der für jedes Beispiel derselbe ist"
    ),
    "leave this out, or list the samples under samples": (
        "lassen Sie das weg, oder zählen Sie unter samples die Beispiele auf"
    ),
    "leave out {key} or this": "lassen Sie {key} oder das weg",
    "leave this out: only figures of steps have values": (
        "lassen Sie das weg: nur Abbildungen mit Schritten haben Werte"
    ),
    "leave this out: only a network has layers": "lassen Sie das weg: nur ein Netz hat Schichten",
    "leave this out: a plot has no symbols that it is about": (
        "lassen Sie das weg: ein Diagramm handelt von keinen Symbolen"
    ),
    "leave this out: only a network has layers; here notation says {known}": (
        "lassen Sie das weg: nur ein Netz hat Schichten; hier sagt notation etwas zu {known}"
    ),
    "write exp(x) for e to the power x, or {remedy}": "schreiben Sie exp(x) für e hoch x, oder {remedy}",
    "add {name}: 0.5 under values": "fügen Sie unter values {name}: 0.5 hinzu",
    "it is {name}, which has a number already: keep one of the two": (
        "das ist {name}, das schon eine Zahl hat: behalten Sie eines der beiden"
    ),
    "give text of at most {count} characters": "geben Sie Text von höchstens {count} Zeichen an",
    "give a whole number from {least} to {most}": "geben Sie eine ganze Zahl von {least} bis {most} an",
    "list {least} to {most} whole numbers from {first} to {last}, such as {example}": (
        "zählen Sie {least} bis {most} ganze Zahlen von {first} bis {last} auf, etwa {example}"
    ),
    "list {least} to {most} numbers": "zählen Sie {least} bis {most} Zahlen auf",
    "list finite numbers": "zählen Sie endliche Zahlen auf",
    "write true or false": "schreiben Sie true oder false",
    "at column {column}: {remedy}": "in Spalte {column}: {remedy}",
    "at {noun} column {column}: {remedy}": "in {noun} Spalte {column}: {remedy}",
    "line {line},": "Zeile {line},",
    # Of networks.
    "name hidden units among {names}": "nennen Sie verborgene Einheiten aus {names}",
    "list names of parameters, such as [w11, b1]": "zählen Sie Namen von Parametern auf, etwa [w11, b1]",
    "list each parameter once": "nennen Sie jeden Parameter einmal",
    "name parameters among {names}": "nennen Sie Parameter aus {names}",
    "leave a parameter out, so that there is a gradient": (
        "lassen Sie einen Parameter weg, damit es einen Gradienten gibt"
    ),
    "list what differs, such as {example}": "zählen Sie auf, was anders ist, etwa {example}",
    "list pairs of layers, such as [[0, 1]]: from the inputs, 0, to layer 1": (
        "zählen Sie Paare von Schichten auf, etwa [[0, 1]]: von den Eingaben, 0, zu Schicht 1"
    ),
    "name an earlier layer and a later hidden one, from 0, the inputs, to {last}, such as [0, 1]": (
        "nennen Sie eine frühere Schicht und eine spätere verborgene, von 0, den Eingaben, bis {last}, etwa [0, 1]"
    ),
    "leave this out: there is no hidden layer to add to": (
        "lassen Sie das weg: es gibt keine verborgene Schicht, zu der addiert würde"
    ),
    "connect layers with as many units as each other: these have {one} and {other}": (
        "verbinden Sie Schichten mit gleich vielen Einheiten: diese haben {one} und {other}"
    ),
    "let only one connection end at layer {layer}": "lassen Sie nur eine Verbindung in Schicht {layer} enden",
    "leave this out: there is no hidden layer to normalise": (
        "lassen Sie das weg: eine verborgene Schicht, die zu normalisieren wäre, gibt es nicht"
    ),
    "give 2 or more: a sum that is normalised over one sample is always 0": (
        "geben Sie 2 oder mehr: eine Summe, die über ein einziges Beispiel normalisiert wird, ist immer 0"
    ),
    "give each hidden layer two units or more: over one unit alone the normalised sum is always 0": (
        "geben Sie jeder verborgenen Schicht zwei Einheiten oder mehr: über eine allein ist die normalisierte Summe "
        "immer 0"
    ),
    "list {layers}, or write one for all": "zählen Sie so viele auf wie verborgene Schichten, oder schreiben Sie eine",
    "leave this out: with {loss} the output is the {probability}": (
        "lassen Sie das weg: bei {loss} ist die Ausgabe schon eine Wahrscheinlichkeit"
    ),
    "leave this out, or use {one} or {other} as the loss": (
        "lassen Sie das weg, oder nehmen Sie als Verlust {one} oder {other}"
    ),
    "use at most {count} weights and biases; these are {found}": (
        "verwenden Sie höchstens {count} Gewichte und Biases; das sind {found}"
    ),
    "use fewer units: at most {count} operations with what else is asked for, not {found}": (
        "verwenden Sie weniger Einheiten: mit dem, was sonst verlangt ist, höchstens {count} Operationen, nicht {found}"
    ),
    "write {name}: it has no number to set": "schreiben Sie {name}: da ist keine Zahl einzustellen",
    "give a number up to {most}": "geben Sie eine Zahl bis {most} an",
    "list at most {count} with view: layers, which shows all of them at once": (
        "zählen Sie mit view: layers höchstens {count} auf, denn sie werden alle auf einmal gezeigt"
    ),
    "list fewer samples or units with view: layers: at most {count} scalar steps; these are {found}": (
        "zählen Sie mit view: layers weniger Beispiele oder Einheiten auf: höchstens {count} skalare Schritte; das "
        "sind {found}"
    ),
    (
        "add the line view: layers, which shows the whole batch: "
        "mean and variance are those of all samples, so that none of them can be stepped through by itself"
    ): (
        "ergänzen Sie die Zeile view: layers, die den ganzen Stapel zeigt: Mittel und Varianz sind die aller "
        "Beispiele, also lässt sich keines für sich durchgehen"
    ),
    ("list two samples or more under samples: over one alone mean and sum are the same, so that nothing is left"): (
        "zählen Sie unter samples zwei Beispiele oder mehr auf: über eines allein sind Mittel und Summe dasselbe, also "
        "bleibt nichts übrig"
    ),
    "with view: layers hold all of a matrix or none of it: {names}": (
        "halten Sie mit view: layers eine Matrix ganz fest oder gar nicht: {names}"
    ),
    "give all hidden layers one activation: one curve cannot be {names}": (
        "geben Sie allen verborgenen Schichten dieselbe Aktivierung: eine Kurve kann nicht mehrere sein"
    ),
    "add a hidden layer: {name} is no function of one number": (
        "fügen Sie eine verborgene Schicht hinzu: {name} ist keine Funktion einer Zahl"
    ),
    # Of how a figure is told.
    "leave this out: with view: layers a step is about matrices": (
        "lassen Sie das weg: mit view: layers geht es in einem Schritt um Matrizen"
    ),
    "leave this out: with view: curve nothing is stepped through": (
        "lassen Sie das weg: mit view: curve gibt es keine Schritte"
    ),
    "leave this out: in forward mode nothing arrives twice": (
        "lassen Sie das weg: im Vorwärtsmodus kommt nichts zweimal an"
    ),
    "leave this out: in forward mode all boxes are open": (
        "lassen Sie das weg: im Vorwärtsmodus sind alle Kästen offen"
    ),
    "leave this out: where sums are split all boxes are open": (
        "lassen Sie das weg: wo Summen geteilt sind, sind alle Kästen offen"
    ),
    "leave this out: nothing in this figure makes a box": (
        "lassen Sie das weg: nichts in dieser Abbildung ist ein Kasten"
    ),
    "write all, or list what starts closed, such as [h1, h2]": (
        "schreiben Sie all, oder zählen Sie auf, was am Anfang geschlossen ist, etwa [h1, h2]"
    ),
    "name what is the same for every sample, such as {example}: {name} differs from one to the next": (
        "nennen Sie etwas, das für jedes Beispiel dasselbe ist, etwa {example}: {name} ist jedes Mal anders"
    ),
    # Of formulas and plots.
    "differentiate by one of {names}": "leiten Sie nach einem von {names} ab",
    "it never changes: use a name too, such as x, to derive by": (
        "das ändert sich nie: verwenden Sie auch einen Namen, etwa x, nach dem abgeleitet wird"
    ),
    "write 1 to {count} operations, so that every step can be drawn": (
        "schreiben Sie 1 bis {count} Operationen, damit sich jeder Schritt zeichnen lässt"
    ),
    "list every number once; {number} stands there twice": "nennen Sie jede Zahl einmal; {number} steht zweimal da",
    "give one for all lines, or a list of {count}, one for each": (
        "geben Sie eines für alle Linien an, oder eine Liste von {count}, eines für jede"
    ),
    "list every line once; number {number} stands there twice": (
        "nennen Sie jede Linie einmal; Nummer {number} steht zweimal da"
    ),
    "give one, or list 2 to {count}, a line for each": "geben Sie eines an, oder 2 bis {count}, eine Linie für jedes",
    "leave a name of descent to the samples": "überlassen Sie den Beispielen einen Namen von descent",
    # Of equations.
    "{remedy}; or write a residual, such as u_t - 0.1*u_xx": (
        "{remedy}; oder schreiben Sie ein Residuum, etwa u_t - 0.1*u_xx"
    ),
    "leave this out: it varies over the domain": "lassen Sie das weg: es ändert sich im Gebiet",
    "leave this out: no formula of the fence has it": "lassen Sie das weg: keine Formel der Abbildung hat es",
    "leave this out: {name} has its own; or write the residual in the place of that name": (
        "lassen Sie das weg: {name} hat seine eigenen; oder schreiben Sie anstelle des Namens das Residuum"
    ),
    "give it a number under values; known here: {names}": (
        "geben Sie ihm unter values eine Zahl; hier sind bekannt: {names}"
    ),
    "only these derivatives can be taken; known here: {names}": (
        "nur diese Ableitungen sind möglich; hier sind bekannt: {names}"
    ),
    "give 1 to {count} inputs, one small letter each, and their ends, such as x: [0, 1]": (
        "geben Sie 1 bis {count} Eingaben an, jede ein kleiner Buchstabe, und ihre Enden, etwa x: [0, 1]"
    ),
    "give the lower end first": "geben Sie das untere Ende zuerst an",
    "list 1 to {count} of what is known of u, such as {example}": (
        "zählen Sie 1 bis {count} Dinge auf, die man von u weiß, etwa {example}"
    ),
    "give a number to some of {names} and a formula to one of {parts}": (
        "geben Sie einigen von {names} eine Zahl und einem von {parts} eine Formel"
    ),
    "stay within the domain, {low} to {high}": "bleiben Sie im Gebiet, von {low} bis {high}",
    "add the line exact: with the solution, or show the residual": (
        "fügen Sie die Zeile exact: mit der Lösung hinzu, oder zeigen Sie das Residuum (residual)"
    ),
    "give a formula that is a finite number everywhere in the domain": (
        "geben Sie eine Formel an, die überall im Gebiet eine endliche Zahl ist"
    ),
    "install {name} for it, as by {command}": "installieren Sie dafür {name}, etwa durch {command}",
    "give a smaller one: the loss grows without end": "geben Sie eine kleinere an: der Verlust wächst ohne Ende",
    # Of programs as such.
    "write abs({inside}), without the bars ({found})": "schreiben Sie abs({inside}), ohne die Striche",
    "give {name} a number under start": "geben Sie {name} eine Zahl unter start",
    "on line {line}: {remedy}": "in Zeile {line}: {remedy}",
    "on line {line}: let it make at most {count}, so that every step can be drawn": (
        "in Zeile {line}: lassen Sie es höchstens {count} machen, damit sich jeder Schritt zeichnen lässt"
    ),
    "name at most {count} of the given values under parameters; these are {found}": (
        "nennen Sie unter parameters höchstens {count} der gegebenen Werte; das sind {found}"
    ),
    "write a program after python: |, in indented lines": (
        "schreiben Sie nach python: | ein Programm in eingerückten Zeilen"
    ),
    "list given values, such as [W, b]": "zählen Sie gegebene Werte auf, etwa [W, b]",
    "give at most {count} numbers": "geben Sie höchstens {count} Zahlen an",
    "leave this out: lists under values have their own shapes": (
        "lassen Sie das weg: Listen unter values haben ihre eigene Gestalt"
    ),
    "give the lengths of at most two axes, such as [2, 3]": (
        "geben Sie die Längen von höchstens zwei Achsen an, etwa [2, 3]"
    ),
}
