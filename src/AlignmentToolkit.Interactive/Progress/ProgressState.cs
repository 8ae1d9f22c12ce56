using System.Globalization;

using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive.Progress;

/// <summary>One state of a progress bar.</summary>
/// <param name="Title">What is being done.</param>
/// <param name="Fraction">Done part of the whole, in [0, 1].</param>
/// <param name="Message">What was just finished.</param>
/// <param name="Ended">True for the last state, which stays in the notebook.</param>
[TypeFormatterSource(typeof(HtmlFormatters), MimeTypes.Html, MimeTypes.Plain)]
public sealed record ProgressState(string Title, double Fraction, string Message, bool Ended) : IHtmlValue
{
    private const int Cells = 20;

    /// <summary>The bar as a <c>progress</c> element with its text beside it; the last state is text alone.</summary>
    public string ToHtml() => Ended
        ? $"<p>{HtmlText.Encode(ToString())}</p>"
        : string.Create(CultureInfo.InvariantCulture,
            $"<p>{HtmlText.Encode(Title)} <progress value=\"{Fraction:0.###}\" max=\"1\">{Fraction:0 %}</progress> "
            + $"{Percent} {HtmlText.Encode(Message)}</p>");

    /// <summary>The bar in characters: <c>Simulating ██████░░░░ 60 % step 6 of 10</c>.</summary>
    public override string ToString()
    {
        if (Ended)
            return Fraction > 1 - 1e-9 ? $"✓ {Title}" : $"✗ {Title}: stopped at {Percent}";
        int full = (int)Math.Floor(Fraction * Cells);
        string message = Message.Length == 0 ? "" : " " + Message;
        return $"{Title} {new string('█', full)}{new string('░', Cells - full)} {Percent}{message}";
    }

    private string Percent => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * Fraction):0} %");
}
