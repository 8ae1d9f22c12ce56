using System.Text;

namespace AlignmentToolkit.LanguageModels.Chat;

/// <summary>Llama 3: a begin token, then <c>&lt;|start_header_id|&gt;ROLE&lt;|end_header_id|&gt;⏎⏎TEXT&lt;|eot_id|&gt;</c>, texts trimmed
/// [Grattafiori 2024].</summary>
/// <remarks>From 3.1 on a system turn always comes first, and starts with two dates. The clock is never asked: today is what you
/// say.</remarks>
public sealed class Llama3ChatTemplate : ChatTemplate
{
    private const string BeginOfText = "<|begin_of_text|>", StartOfHead = "<|start_header_id|>", EndOfHead = "<|end_header_id|>";

    private Llama3ChatTemplate(bool hasDates, string today)
    {
        HasDates = hasDates;
        Today = today;
    }

    /// <summary>Llama 3.1 and 3.2 with the date that their templates fall back to, 26 Jul 2024.</summary>
    public static Llama3ChatTemplate WithDates { get; } = new(hasDates: true, "26 Jul 2024");

    /// <summary>Llama 3.0: a system turn only where the conversation has one, and no dates.</summary>
    public static Llama3ChatTemplate WithoutDates { get; } = new(hasDates: false, string.Empty);

    /// <inheritdoc/>
    public override string Name => "Llama 3";

    /// <inheritdoc/>
    public override string EndOfTurn => "<|eot_id|>";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Marks => [BeginOfText, StartOfHead, EndOfHead, EndOfTurn];

    /// <summary>Whether the system turn starts with two dates.</summary>
    public bool HasDates { get; }

    /// <summary>Today as the model is told it, such as 26 Jul 2024.</summary>
    public string Today { get; }

    /// <summary>Dates with another today.</summary>
    /// <param name="today">For example <c>24 Nov 2026</c>.</param>
    public static Llama3ChatTemplate On(string today)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(today);
        return new Llama3ChatTemplate(hasDates: true, today);
    }

    internal override void AppendSystem(StringBuilder text, string? system)
    {
        text.Append(BeginOfText);
        if (!HasDates && system is null) return;
        AppendHead(text, RoleName(ChatRole.System));
        if (HasDates) text.Append("Cutting Knowledge Date: December 2023\nToday Date: ").Append(Today).Append("\n\n");
        text.Append(system?.Trim()).Append(EndOfTurn);
    }

    internal override void AppendTurn(StringBuilder text, string role, string content)
    {
        AppendHead(text, role);
        text.Append(content.Trim()).Append(EndOfTurn);
    }

    internal override void AppendHead(StringBuilder text, string role) =>
        text.Append(StartOfHead).Append(role).Append(EndOfHead).Append("\n\n");
}
