namespace AlignmentToolkit.Notebooks.Export.Mathematics;

/// <summary>Reads TeX by recursive descent: a formula is a list of atoms, each with scripts.</summary>
internal sealed partial class TexParser(string tex)
{
    private readonly TexReader _reader = new(tex);

    /// <summary>The whole formula; braces that close nothing are passed over.</summary>
    public List<MathElement> All()
    {
        List<MathElement> parts = [];
        while (_reader.Peek().Kind != TexTokenKind.End)
        {
            if (TableRow.IsBreak(_reader.Peek()))
            {
                // Rows without an environment: what the author meant is an aligned block.
                return [Table(new("aligned"), parts)];
            }

            int before = parts.Count;
            parts.AddRange(UntilEnd());
            if (parts.Count == before && !TableRow.IsBreak(_reader.Peek()))
                _reader.Next();
        }

        return parts;
    }

    /// <summary>Atoms up to a closing brace, an alignment mark, a line break or the end of something begun.</summary>
    private List<MathElement> UntilEnd(char? closing = null)
    {
        List<MathElement> parts = [];
        while (true)
        {
            TexToken token = _reader.Peek();
            if (token.Kind == TexTokenKind.End || token.Is('}') || token.Is('&') || (closing is { } end && token.Is(end)))
                return parts;
            if (token.Kind == TexTokenKind.Command && token.Text is "\\" or "right" or "end" or "middle" or "cr")
                return parts;
            if (WithScripts() is { } part)
                parts.Add(part);
        }
    }

    private MathElement? WithScripts()
    {
        TexToken first = _reader.Peek();
        MathElement? atom = first.Is('^') || first.Is('_') || first.Is('\'') ? new("<mrow></mrow>") : Atom();
        if (atom is not { } element)
            return null;
        string? below = null, above = null;
        while (true)
        {
            if (_reader.TryTake('_'))
                below = Argument().Markup;
            else if (_reader.TryTake('^'))
                above = above is null ? Argument().Markup : $"<mrow>{above}{Argument().Markup}</mrow>";
            else if (_reader.Peek().Is('\''))
                above = Primes();
            else if (_reader.Peek().IsCommand("limits"))
                element = Take(element with { Scripts = ScriptPlace.AboveAndBelow });
            else if (_reader.Peek().IsCommand("nolimits"))
                element = Take(element with { Scripts = ScriptPlace.Beside });
            else
                return element.With(below, above);
        }
    }

    private MathElement Take(MathElement element)
    {
        _reader.Next();
        return element;
    }

    private string Primes()
    {
        int count = 0;
        while (_reader.TryTake('\''))
            count++;
        return MathElement.Operator(new string('′', count)).Markup;
    }

    /// <summary>One argument of a command: a group, or a single atom.</summary>
    private MathElement Argument()
    {
        if (!_reader.TryTake('{'))
            return Atom(_reader.NextArgument()) ?? new("<mrow></mrow>");
        List<MathElement> parts = UntilEnd();
        _reader.TryTake('}');
        return MathElement.Row(parts);
    }

    private MathElement? Atom() => Atom(_reader.Next());

    private MathElement? Atom(TexToken token)
    {
        if (token.Kind == TexTokenKind.Command)
            return Command(token.Text);
        if (token.Is('{'))
        {
            List<MathElement> parts = UntilEnd();
            _reader.TryTake('}');
            return MathElement.Row(parts);
        }

        return token.Kind == TexTokenKind.End ? null : Character(token.Text);
    }

    private static MathElement Character(string text) => text switch
    {
        "-" => MathElement.Operator("−"),
        "*" => MathElement.Operator("∗"),
        "~" => new("<mspace width=\"0.3333em\"/>"),
        // In TeX brackets grow only when told to.
        "(" or ")" or "[" or "]" => MathElement.Operator(text, "stretchy=\"false\""),
        "|" => MathElement.Operator(text, "stretchy=\"false\" lspace=\"0\" rspace=\"0\""),
        "/" => MathElement.Operator(text, "lspace=\"0\" rspace=\"0\""),
        _ when char.IsAsciiDigit(text[0]) => MathElement.Number(text),
        _ when char.IsLetter(text, 0) => MathElement.Identifier(text),
        _ => MathElement.Operator(text),
    };

    /// <summary>A bracket after <c>\left</c>, <c>\right</c>, <c>\big</c> …; empty for the dot that stands for none.</summary>
    private string Bracket()
    {
        TexToken token = _reader.Next();
        if (token.Is('.'))
            return "";
        if (token.Kind == TexTokenKind.Command)
            return TexSymbols.Brackets.GetValueOrDefault(token.Text) ?? TexSymbols.Operators.GetValueOrDefault(token.Text) ?? token.Text;
        return token.Text switch { "<" => "⟨", ">" => "⟩", string other => other };
    }
}
