using System.Globalization;

using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>The answer of <c>toolkit privacy</c> for people.</summary>
internal static class PrivacyReport
{
    /// <summary>Writes the answer.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="answer">The answer.</param>
    public static void Write(TextWriter output, PrivacyAnswer answer)
    {
        PrivacyRequest request = answer.Request;
        output.WriteLine(request.Event(answer.Noise));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{request.UsedAccountant} accountant ({request.ChosenAccountant.Name}), δ = {request.Delta}"));
        output.WriteLine();
        if (request.Epsilon is { } target)
        {
            string noise = answer.Noise.ToString("G17", CultureInfo.InvariantCulture);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"σ = {noise}   {Promise(request)} ε = {target}"));
        }

        foreach (string line in Lines(answer)) output.WriteLine(line);
        if (answer.Remark is { } remark) output.WriteLine($"Note: {remark}.");
    }

    private static string Promise(PrivacyRequest request) =>
        request.ChosenAccountant.IsBound ? "the noise that keeps" : "the noise at which the limit is";

    private static IEnumerable<string> Lines(PrivacyAnswer answer)
    {
        PrivacyRange epsilon = answer.Epsilon;
        if (epsilon.Lower == epsilon.Upper)
        {
            yield return $"ε = {SafeDigits.Near(epsilon.Estimate)}   exact";
            yield break;
        }

        if (!answer.Request.ChosenAccountant.IsBound)
        {
            yield return $"ε ≈ {SafeDigits.Near(epsilon.Estimate)}   an estimate, not a bound";
            yield break;
        }

        string upper = SafeDigits.Up(epsilon.Upper);
        yield return double.IsInfinity(epsilon.Upper) ? $"ε ≤ {upper}   no finite ε is guaranteed" : $"ε ≤ {upper}   guaranteed";
        if (epsilon.Estimate < epsilon.Upper) yield return $"ε ≈ {SafeDigits.Near(epsilon.Estimate)}   best estimate";
        if (epsilon.Lower > 0) yield return $"ε ≥ {SafeDigits.Down(epsilon.Lower)}   no accountant can say less";
    }
}
