"""German: what is wrong with a program, and what its author does about it. What is filled in stands in braces."""

from __future__ import annotations

SIGNS = ("+", "-", "*", "/", "//", "%", "**", "@", "==", "!=", "<", "<=", ">", ">=")
VALUES = {
    "a traced number": "eine verfolgte Zahl",
    "the number {number}": "die Zahl {number}",
    "a text": "ein Text",
    "a list": "eine Liste",
    "a function": "eine Funktion",
    "an object of {kind}": "ein Objekt von {kind}",
    "a class": "eine Klasse",
    "the module {name}": "das Modul {name}",
    "an array": "ein Array",
    "a program without a result": "ein Programm ohne Ergebnis",
    "a program whose result is {noun}": "ein Programm, dessen Ergebnis {noun} ist",
    "this program": "dieses Programm",
    "this line": "diese Zeile",
    "this list": "diese Liste",
    "this range": "dieser Bereich",
    "this shape": "diese Gestalt",
    "this call of {name}": "dieser Aufruf von {name}",
    "{name} of {count} arguments": "{name} mit {count} Argumenten",
    "{name} of {count} scores": "{name} von {count} Punktzahlen",
    "{name} of nothing": "{name} von nichts",
    "the mean of nothing": "das Mittel von nichts",
    "{name} of the shape {shape}": "{name} der Gestalt {shape}",
    "the shape {shape}": "die Gestalt {shape}",
    "shapes {one} and {other}": "die Gestalt {one} neben {other}",
    "@ of the shapes {one} and {other}": "@ von {one} und {other}",
    "the index {index}": "der Index {index}",
    "{count} indices": "eine Angabe von {count} Indizes",
    "these lists of indices": "diese Indexlisten",
    "None beside a list of indices": "None neben einer Liste von Indizes",
    "an array without an axis": "ein Array ohne Achse",
    "a range in steps of 0": "ein Bereich in Schritten von 0",
    "sorted of other than plain numbers": "sorted von anderem als einfachen Zahlen",
    "{sign} on a traced number": "{sign} an einer verfolgten Zahl",
    "− before {noun}": "− vor {noun}",
    "{one} predictions and {other} targets": "eine Liste von {one} Vorhersagen neben {other} Zielwerten",
    "{one} values for {other} names": "eine Folge von {one} Werten für {other} Namen",
    "{name} of {noun}": "{name} von {noun}",
    **{text: text for text in (f"{{noun}} {sign} {{other_noun}}" for sign in SIGNS)},
}
_ELSEWHERE = "geben Sie den Wert als Argument, und geben Sie das Ergebnis zurück"
_APPEND = "hängen Sie an eine Liste an, und geben Sie sie zurück"
_TRACED = "schreiben Sie den Wert selbst: er wird verfolgt, und seine Zahl steht in der Abbildung"
_WHOLE_ARRAYS = "ein Array enthält Zahlen, in gleich langen Zeilen"
MISTAKES = {
    "use the list of indices first, then add the axis": (
        "verwenden Sie zuerst die Liste von Indizes, und fügen Sie dann die Achse hinzu"
    ),
    "write a program, such as y = tanh(w*x + b)": "schreiben Sie ein Programm, etwa y = tanh(w*x + b)",
    "it cannot be read: {why}": "es ist nicht zu lesen; prüfen Sie Klammern, Einrückung und Doppelpunkte",
    "nest at most {count} levels": "schachteln Sie höchstens {count} Ebenen",
    "nest at most {count} parentheses": "schachteln Sie höchstens {count} Klammern",
    "write at most {count} characters": "schreiben Sie höchstens {count} Zeichen",
    "write at most {count} lines": "schreiben Sie höchstens {count} Zeilen",
    "indent by at most {count} spaces": "rücken Sie um höchstens {count} Leerzeichen ein",
    "write text in plain quotes, without letters before them": (
        "schreiben Sie Text in einfachen Anführungszeichen, ohne Buchstaben davor"
    ),
    "write numbers of at most {count} digits": "schreiben Sie Zahlen mit höchstens {count} Ziffern",
    "write a decimal number, such as 0.5 or 1e-3, and * between factors": (
        "schreiben Sie eine Dezimalzahl, etwa 0.5 oder 1e-3, und * zwischen Faktoren"
    ),
    "use at most {count} operations a statement: {example}": (
        "verwenden Sie höchstens {count} Operationen je Anweisung: a = …, dann b = a + …"
    ),
    "use elif at most {count} times": "verwenden Sie elif höchstens {count} Mal",
    "close the quotes on the same line": "schließen Sie die Anführungszeichen in derselben Zeile",
    "write {noun}": "schreiben Sie {noun}",
    "spaces": "Leerzeichen",
    "parentheses around the line": "Klammern um die Zeile",
    "leave it out: no program here needs this sign": "lassen Sie es weg: kein Programm hier braucht dieses Zeichen",
    "use return inside a function, break and continue inside a loop": (
        "verwenden Sie return in einer Funktion, break und continue in einer Schleife"
    ),
    "build on one class of the program, or on none": "bauen Sie auf eine Klasse des Programms oder auf keine",
    "only functions and classes are called": "nur Funktionen und Klassen werden aufgerufen",
    "give its arguments in order; by name it takes {noun}": (
        "geben Sie die Argumente der Reihe nach an; mit Namen gehen {noun}"
    ),
    "no names": "keine",
    "give the class a method __init__ for its arguments": (
        "geben Sie der Klasse für ihre Argumente eine Methode __init__"
    ),
    "give it a number": "geben Sie eine Zahl an",
    "give it {noun}": "geben Sie {noun} an",
    "no arguments": "kein Argument",
    "1 argument": "ein Argument",
    "{count} arguments": "{count} Argumente",
    "{least} to {most} arguments": "{least} bis {most} Argumente",
    "make at most {count}": "machen Sie höchstens {count}",
    "assign to names, attributes and entries": "weisen Sie Namen, Attributen und Einträgen zu",
    "nest less deeply": "schachteln Sie weniger tief",
    "nest less deeply: functions call one another too often, or a formula has too many levels": (
        "schachteln Sie weniger tief: Funktionen rufen einander zu oft auf, oder eine Formel hat zu viele Ebenen"
    ),
    "it has a meaning of its own: call the given value otherwise": (
        "das hat eine eigene Bedeutung: nennen Sie den gegebenen Wert anders"
    ),
    "it is given under values, and the program never uses it": (
        "das ist unter values gegeben, und das Programm verwendet es nie"
    ),
    "let the last line give it, such as L = …": "lassen Sie die letzte Zeile es geben, etwa L = …",
    "let the last line give one number that depends on given values, such as a loss": (
        "lassen Sie die letzte Zeile eine einzige Zahl geben, die von gegebenen Werten abhängt, etwa einen Verlust"
    ),
    "give a value under values, or make one with Value(0.5), to derive by": (
        "geben Sie unter values einen Wert an, oder machen Sie einen mit Value(0.5), nach dem abgeleitet wird"
    ),
    "name given values, of {known}": "nennen Sie gegebene Werte aus {known}",
    "let it take at most {count} steps: shorten its loops and lists": (
        "lassen Sie es höchstens {count} Schritte dauern: kürzen Sie Schleifen und Listen"
    ),
    "use whole numbers up to 10^15": "verwenden Sie ganze Zahlen bis 10^15",
    "the operation is not defined there, or overflows": (
        "die Operation ist dort nicht definiert, oder das Ergebnis wird zu groß"
    ),
    "the graph must be the same for all numbers: use where, max, min or relu": (
        "der Graph muss für alle Zahlen derselbe sein: verwenden Sie where, max, min oder relu"
    ),
    "give the class a method {name}": "geben Sie der Klasse die Methode {name}",
    "use + - * / **, which have derivatives everywhere": ("verwenden Sie + - * / **, die überall Ableitungen haben"),
    "use numbers or arrays: np.array([…]) makes one of a list": (
        "verwenden Sie Zahlen oder Arrays: np.array([…]) macht aus einer Liste eines"
    ),
    "use a number or an array": "verwenden Sie eine Zahl oder ein Array",
    "compare plain numbers": "vergleichen Sie einfache Zahlen",
    "a condition compares plain numbers, such as i > 0": "eine Bedingung vergleicht einfache Zahlen, etwa i > 0",
    "give it numbers": "geben Sie Zahlen an",
    "give it a number or an array": "geben Sie eine Zahl oder ein Array an",
    "use *, or give vectors and matrices": "verwenden Sie *, oder geben Sie Vektoren und Matrizen an",
    "the last length on the left must be the first one on the right": (
        "die letzte Länge links muss die erste rechts sein"
    ),
    "use smaller matrices": "verwenden Sie kleinere Matrizen",
    "assign it before this line": "weisen Sie es vor dieser Zeile zu",
    "assign it before this line, or give it under values: {example}": (
        "weisen Sie es vor dieser Zeile zu, oder geben Sie es unter values an: {example}"
    ),
    "define it with def before this line": "definieren Sie es vor dieser Zeile mit def",
    "write the value itself: it is traced, and its number is in the figure": _TRACED,
    "leave it out: the figure works out every gradient": (
        "lassen Sie es weg: die Abbildung rechnet jeden Gradienten aus"
    ),
    "a number has no shape: np.array([…]) makes a vector": (
        "eine Zahl hat keine Gestalt: np.array([…]) macht einen Vektor"
    ),
    "use + before a number": "verwenden Sie + vor einer Zahl",
    "use is with None only, and == otherwise": "verwenden Sie is nur mit None, und sonst ==",
    "it has none": "es hat keine",
    "only lists and arrays have entries": "nur Listen und Arrays haben Einträge",
    "cut with whole numbers, such as [1:3]": "schneiden Sie mit ganzen Zahlen, etwa [1:3]",
    "a traced number stays traced: leave the call out": (
        "eine verfolgte Zahl bleibt verfolgt: lassen Sie den Aufruf weg"
    ),
    "give as many of each": "geben Sie von beiden gleich viele an",
    "iterate over a list, a range or an array": "durchlaufen Sie eine Liste, einen Bereich oder ein Array",
    "iterate over a vector or a matrix": "durchlaufen Sie einen Vektor oder eine Matrix",
    "give it a list or an array": "geben Sie eine Liste oder ein Array an",
    "give it whole numbers": "geben Sie ganze Zahlen an",
    "give another step": "geben Sie einen anderen Schritt an",
    "use at most {count} numbers": "verwenden Sie höchstens {count} Zahlen",
    "start from a whole number": "beginnen Sie bei einer ganzen Zahl",
    "give a number": "geben Sie eine Zahl an",
    "ask for Value, int, float, list, tuple or a class of the program": (
        "fragen Sie nach Value, int, float, list, tuple oder einer Klasse des Programms"
    ),
    "traced numbers have no order that stays": "verfolgte Zahlen haben keine Reihenfolge, die bleibt",
    "leave it out: the figure shows every number": "lassen Sie es weg: die Abbildung zeigt jede Zahl",
    "leave the text out: the figure shows every number": "lassen Sie den Text weg: die Abbildung zeigt jede Zahl",
    "give whole numbers": "geben Sie ganze Zahlen an",
    "give whole numbers, such as {example}": "geben Sie ganze Zahlen an, etwa {example}",
    "give one value for each name": "geben Sie für jeden Namen einen Wert an",
    "assign attributes of objects of the program's classes": (
        "weisen Sie Attributen von Objekten der Klassen des Programms zu"
    ),
    "assign to one entry of a list or an array": "weisen Sie einem Eintrag einer Liste oder eines Arrays zu",
    "assign entries of the shape {shape}": "weisen Sie Einträge der Gestalt {shape} zu",
    "leave it out: math, np, Value and the listed functions are there already": (
        "lassen Sie es weg: math, np, Value und die genannten Funktionen sind schon da"
    ),
    "write a function with def": "schreiben Sie eine Funktion mit def",
    "assign the name in a line of its own": "weisen Sie den Namen in einer eigenen Zeile zu",
    "write the arguments or entries out, one by one": "schreiben Sie Argumente oder Einträge einzeln aus",
    "use names or a list": "verwenden Sie Namen oder eine Liste",
    "use a list": "verwenden Sie eine Liste",
    "leave it out: a program has no errors to raise": "lassen Sie es weg: ein Programm löst keine Fehler aus",
    "leave it out: an error ends the program with its line": (
        "lassen Sie es weg: ein Fehler beendet das Programm und nennt seine Zeile"
    ),
    "leave it out, or use if": "lassen Sie es weg, oder verwenden Sie if",
    "leave it out: names need not be deleted": "lassen Sie es weg: Namen müssen nicht gelöscht werden",
    "give the value as an argument and return the result": _ELSEWHERE,
    "leave it out: there are no files or locks": "lassen Sie es weg: Dateien oder Sperren gibt es nicht",
    "append to a list and return it": _APPEND,
    "use if and elif": "verwenden Sie if und elif",
    "compare with ==": "vergleichen Sie mit ==",
    "compare with !=": "vergleichen Sie mit !=",
    "use functions, loops, if, lists, arithmetic, math and np": (
        "verwenden Sie Funktionen, Schleifen, if, Listen, Rechenzeichen, math und np"
    ),
    "use at most 30 letters and digits, beginning with a letter, and no two underscores together": (
        "verwenden Sie höchstens 30 Buchstaben und Ziffern, mit einem Buchstaben am Anfang und ohne zwei Unterstriche "
        "nebeneinander"
    ),
    "use + - * / // % ** @": "verwenden Sie + - * / // % ** @",
    "use real numbers, True, False and None": "verwenden Sie reelle Zahlen, True, False und None",
    "use at most {count} loops in one list": "verwenden Sie höchstens {count} Schleifen in einer Liste",
    "put it after the loop, without else": "schreiben Sie es nach der Schleife, ohne else",
    "leave the decorator out": "lassen Sie den Dekorator weg",
    "leave the keywords out": "lassen Sie die Schlüsselwörter weg",
    "give each argument a name of its own": "geben Sie jedem Argument einen eigenen Namen",
    "write plain arguments, without / and *": "schreiben Sie einfache Argumente, ohne / und *",
    "use at most {axes} axes and {count} entries": "verwenden Sie höchstens {axes} Achsen und {count} Einträge",
    "choose one with {count} entries": "wählen Sie eine mit {count} Einträgen",
    "an array holds numbers, in rows of equal length": _WHOLE_ARRAYS,
    "make them equal; a length of 1 is stretched": "machen Sie beide gleich; eine Länge von 1 wird gestreckt",
    "this array has the shape {shape}": "dieses Array hat die Gestalt {shape}",
    "give one list for each axis, all of one length": "geben Sie für jede Achse eine Liste an, alle gleich lang",
    "an index is a whole number": "ein Index ist eine ganze Zahl",
    "there are {count} entries, from 0 on": "es gibt {count} Einträge, von 0 an",
    "give it one number or more": "geben Sie mindestens eine Zahl an",
    "give it two or more": "geben Sie mindestens zwei an",
    "give it a vector or a matrix": "geben Sie einen Vektor oder eine Matrix an",
    "give it arrays that fit together along axis 0 or 1": (
        "geben Sie Arrays an, die entlang Achse 0 oder 1 zusammenpassen"
    ),
    "stack vectors along axis 0 or 1": "stapeln Sie Vektoren entlang Achse 0 oder 1",
    "give a list of arrays": "geben Sie eine Liste von Arrays an",
}
