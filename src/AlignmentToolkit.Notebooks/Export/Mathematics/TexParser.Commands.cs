namespace AlignmentToolkit.Notebooks.Export.Mathematics;

internal sealed partial class TexParser
{
    /// <summary>What a command draws; null for one that draws nothing.</summary>
    private MathElement? Command(string name) => Symbol(name) ?? Styled(name) ?? Built(name);

    /// <summary>A command that is one character or one word.</summary>
    private static MathElement? Symbol(string name)
    {
        if (TexSymbols.Letters.TryGetValue(name, out string? letter))
            return MathElement.Identifier(letter, upright: char.IsUpper(letter[0]) || letter is "∞" or "∂" or "∇");
        if (TexSymbols.LargeOperators.TryGetValue(name, out string? large))
            return MathElement.Operator(large, "movablelimits=\"true\"") with { Scripts = ScriptPlace.Movable };
        if (TexSymbols.Integrals.TryGetValue(name, out string? integral))
            return MathElement.Operator(integral);
        if (TexSymbols.Operators.TryGetValue(name, out string? symbol))
            return MathElement.Operator(symbol, name is "vert" or "Vert" or "lbrace" or "rbrace" ? "stretchy=\"false\"" : "");
        if (TexSymbols.Brackets.TryGetValue(name, out string? bracket))
            return MathElement.Operator(bracket, "stretchy=\"false\"");
        if (TexSymbols.Spaces.TryGetValue(name, out string? width))
            return new($"<mspace width=\"{width}em\"/>");
        if (TexSymbols.Functions.Contains(name))
            return Function(name);
        if (TexSymbols.LimitFunctions.Contains(name))
            return LimitFunction(name);
        return name switch
        {
            " " => new("<mspace width=\"0.3333em\"/>"),
            "%" or "#" or "$" or "_" or "&" => MathElement.Operator(name),
            "bmod" => MathElement.Operator("mod", "lspace=\"0.2222em\" rspace=\"0.2222em\""),
            _ => null,
        };
    }

    private static MathElement Function(string name) => MathElement.Operator(name, "lspace=\"0\" rspace=\"0.1667em\" form=\"prefix\"");

    private static MathElement LimitFunction(string name)
    {
        string words =
            name switch { "argmax" => "arg max", "argmin" => "arg min", "limsup" => "lim sup", "liminf" => "lim inf", _ => name };
        return MathElement.Operator(
            words.Replace(' ', '\u2009'),
            "movablelimits=\"true\" lspace=\"0\" rspace=\"0.1667em\" form=\"prefix\"") with
        { Scripts = ScriptPlace.Movable };
    }

    /// <summary>A command that sets its argument in another style.</summary>
    private MathElement? Styled(string name)
    {
        if (MathAlphabet.Of(name) is { } alphabet)
            return Restyled(alphabet);
        switch (name)
        {
            case "text" or "textrm" or "textit" or "textnormal" or "mbox" or "textsf" or "texttt":
                return MathElement.Text(_reader.RawGroup());
            case "mathrm" or "rm" or "mathup":
                string upright = _reader.RawGroup();
                return upright.All(char.IsLetterOrDigit)
                    ? MathElement.Identifier(upright, upright: true)
                    : MathElement.Row(new TexParser(upright).All());
            case "operatorname":
                string function = _reader.RawGroup().Replace("\\,", " ", StringComparison.Ordinal);
                return function is "argmax" or "argmin" or "arg max" or "arg min"
                    ? LimitFunction(function.Replace(" ", "", StringComparison.Ordinal))
                    : Function(function);
            case "mathit" or "mathnormal":
                return Argument();
            case "displaystyle" or "textstyle":
                return Styled(name == "displaystyle", UntilEnd());
            default:
                return null;
        }
    }

    private static MathElement Styled(bool display, List<MathElement> parts) =>
        new($"<mstyle displaystyle=\"{(display ? "true" : "false")}\">{MathElement.Row(parts).Markup}</mstyle>");

    private MathElement Restyled(int alphabet)
    {
        string raw = _reader.RawGroup().Trim();
        if (raw.All(char.IsLetterOrDigit))
            return MathElement.Identifier(MathAlphabet.Map(raw, alphabet));
        // A symbol by name, such as \boldsymbol{\theta}.
        if (raw.StartsWith('\\') && TexSymbols.Letters.TryGetValue(raw[1..], out string? letter))
            return MathElement.Identifier(MathAlphabet.Map(letter, alphabet));
        return MathElement.Row(new TexParser(raw).All());
    }

    /// <summary>A command that builds something of its arguments; anything unknown comes out as its name.</summary>
    private MathElement? Built(string name)
    {
        if (TexSymbols.Accents.TryGetValue(name, out string? accent))
            return Accented(name, accent);
        if (TexSymbols.Underlines.TryGetValue(name, out string? underline))
            return new MathElement($"<munder>{Argument().Markup}<mo>{underline}</mo></munder>", ScriptPlace.AboveAndBelow);
        switch (name)
        {
            case "frac" or "dfrac" or "tfrac" or "cfrac":
                return Fraction(name);
            case "binom":
                return new($"<mrow><mo>(</mo><mfrac linethickness=\"0\">{Argument().Markup}{Argument().Markup}</mfrac><mo>)</mo></mrow>");
            case "sqrt":
                return Root();
            case "left":
                return Bracketed();
            case "overset" or "stackrel":
                string above = Argument().Markup;
                return new MathElement($"<mover>{Argument().Markup}{above}</mover>");
            case "underset":
                string below = Argument().Markup;
                return new MathElement($"<munder>{Argument().Markup}{below}</munder>");
            case "xrightarrow" or "xleftarrow":
                return new MathElement(
                    $"<mover><mo stretchy=\"true\">{(name == "xrightarrow" ? "→" : "←")}</mo>{Argument().Markup}</mover>");
            case "not":
                return Negated();
            case "begin":
                return Table(new(_reader.RawGroup()), []);
            case "pmod":
                return MathElement.Row([MathElement.Text(" ("), MathElement.Operator("mod"), Argument(), MathElement.Text(")")]);
            case "boxed":
                return new($"<mrow style=\"border:1px solid;padding:.2em\">{Argument().Markup}</mrow>");
            case "phantom":
                return new($"<mphantom>{Argument().Markup}</mphantom>");
            case "label" or "tag":
                _reader.RawGroup();
                return null;
            case "nonumber" or "notag" or "limits" or "nolimits" or "right" or "middle" or "end" or "mathstrut" or "hline" or "allowbreak"
                or "scriptstyle" or "mathopen" or "mathclose" or "mathbin" or "mathrel":
                return null;
            default:
                return Sized(name) ?? MathElement.Text("\\" + name);
        }
    }

    private MathElement Accented(string name, string accent)
    {
        string stretchy = name.StartsWith("wide", StringComparison.Ordinal) || name.StartsWith("over", StringComparison.Ordinal)
            ? "true"
            : "false";
        ScriptPlace scripts = name == "overbrace" ? ScriptPlace.AboveAndBelow : ScriptPlace.Beside;
        return new($"<mover accent=\"true\">{Argument().Markup}<mo stretchy=\"{stretchy}\">{accent}</mo></mover>", scripts);
    }

    private MathElement Fraction(string name)
    {
        string fraction = $"<mfrac>{Argument().Markup}{Argument().Markup}</mfrac>";
        return new(name switch
        {
            "dfrac" or "cfrac" => $"<mstyle displaystyle=\"true\">{fraction}</mstyle>",
            "tfrac" => $"<mstyle displaystyle=\"false\">{fraction}</mstyle>",
            _ => fraction,
        });
    }

    private MathElement Root()
    {
        if (!_reader.TryTake('['))
            return new($"<msqrt>{Argument().Markup}</msqrt>");
        string degree = MathElement.Row(UntilEnd(closing: ']')).Markup;
        _reader.TryTake(']');
        return new($"<mroot>{Argument().Markup}{degree}</mroot>");
    }

    private MathElement Bracketed()
    {
        List<MathElement> parts = [Grown(Bracket())];
        while (true)
        {
            parts.AddRange(UntilEnd());
            if (_reader.Peek().IsCommand("middle"))
            {
                _reader.Next();
                parts.Add(Grown(Bracket()));
                continue;
            }

            if (_reader.Peek().IsCommand("right"))
            {
                _reader.Next();
                parts.Add(Grown(Bracket()));
            }

            return new($"<mrow>{string.Concat(parts.Select(part => part.Markup))}</mrow>");
        }
    }

    private static MathElement Grown(string bracket) =>
        bracket.Length == 0 ? new("") : MathElement.Operator(bracket, "stretchy=\"true\" symmetric=\"true\"");

    private MathElement? Negated() =>
        Atom() is { } atom ? new(atom.Markup.Replace("</mo>", "\u0338</mo>", StringComparison.Ordinal)) : null;

    /// <summary><c>\big</c> and its family: brackets of a given size.</summary>
    private MathElement? Sized(string name)
    {
        string? size =
            name.TrimEnd('l', 'r', 'm') switch { "big" => "1.2em", "Big" => "1.8em", "bigg" => "2.4em", "Bigg" => "3em", _ => null };
        return size is null
            ? null
            : MathElement.Operator(Bracket(), $"minsize=\"{size}\" maxsize=\"{size}\" stretchy=\"true\" symmetric=\"true\"");
    }
}
