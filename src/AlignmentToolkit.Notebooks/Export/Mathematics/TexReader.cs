using System.Text;

namespace AlignmentToolkit.Notebooks.Export.Mathematics;

/// <summary>Cuts TeX into pieces.</summary>
/// <param name="tex">Mathematics without its dollar signs.</param>
internal sealed class TexReader(string tex)
{
    private int _position;

    /// <summary>The next piece that is not white space, without taking it.</summary>
    public TexToken Peek()
    {
        int before = _position;
        TexToken token = Next();
        _position = before;
        return token;
    }

    /// <summary>Takes the next piece that is not white space.</summary>
    public TexToken Next()
    {
        TexToken token;
        do
            token = Take();
        while (token.Kind == TexTokenKind.Space);
        return token;
    }

    /// <summary>Takes what a command without braces takes: the next piece, and of a number only its first digit.</summary>
    public TexToken NextArgument()
    {
        TexToken token = Next();
        if (token.Text.Length < 2 || !char.IsAsciiDigit(token.Text[0]))
            return token;
        _position -= token.Text.Length - 1;
        return token with { Text = token.Text[..1] };
    }

    /// <summary>Takes the next piece if it is that character.</summary>
    public bool TryTake(char character)
    {
        if (!Peek().Is(character))
            return false;
        Next();
        return true;
    }

    /// <summary>Takes a group in braces as it stands, white space and inner braces included.</summary>
    public string RawGroup()
    {
        if (!TryTake('{'))
        {
            TexToken token = NextArgument();
            return token.Kind == TexTokenKind.Command ? "\\" + token.Text : token.Text;
        }

        StringBuilder raw = new();
        for (int depth = 1; _position < tex.Length;)
        {
            char c = tex[_position++];
            if (c == '\\' && _position < tex.Length)
            {
                raw.Append(c).Append(tex[_position++]);
                continue;
            }

            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0)
                break;
            raw.Append(c);
        }

        return raw.ToString();
    }

    private TexToken Take()
    {
        if (_position >= tex.Length)
            return new(TexTokenKind.End, "");
        int start = _position;
        char c = tex[_position++];
        if (c == '%')
        {
            while (_position < tex.Length && tex[_position] != '\n')
                _position++;
            return new(TexTokenKind.Space, " ");
        }

        if (char.IsWhiteSpace(c))
            return new(TexTokenKind.Space, " ");
        if (c == '\\')
            return Command();
        if (char.IsAsciiDigit(c))
            return Number(start);
        if (char.IsHighSurrogate(c) && _position < tex.Length)
            _position++;
        return new(TexTokenKind.Character, tex[start.._position]);
    }

    private TexToken Command()
    {
        int start = _position;
        while (_position < tex.Length && char.IsAsciiLetter(tex[_position]))
            _position++;
        if (_position == start && _position < tex.Length)
            _position++;
        else if (_position < tex.Length && tex[_position] == '*')
            _position++;
        return new(TexTokenKind.Command, tex[start.._position].TrimEnd('*') is { Length: > 0 } name ? name : "*");
    }

    private TexToken Number(int start)
    {
        while (_position < tex.Length && (char.IsAsciiDigit(tex[_position]) || IsPoint()))
            _position++;
        return new(TexTokenKind.Character, tex[start.._position]);

        bool IsPoint() => tex[_position] == '.' && _position + 1 < tex.Length && char.IsAsciiDigit(tex[_position + 1]);
    }
}
