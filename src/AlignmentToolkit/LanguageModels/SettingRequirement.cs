using System.Globalization;

namespace AlignmentToolkit.LanguageModels;

/// <summary>Refusals that name the setting, its value and what is allowed.</summary>
internal static class SettingRequirement
{
    public static void Positive(int value, string name) => True(value > 0, value, name, "is positive");

    public static void True<T>(bool holds, T value, string name, string allowed)
        where T : IFormattable
    {
        if (holds) return;
        throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} {allowed}, not {value}."));
    }

    /// <summary>The refusal without what the framework appends: parameter and value again, on a second line.</summary>
    public static string Sentence(ArgumentException refusal) =>
        refusal.Message.Split($" (Parameter '{refusal.ParamName}')", 2, StringSplitOptions.None)[0];
}
