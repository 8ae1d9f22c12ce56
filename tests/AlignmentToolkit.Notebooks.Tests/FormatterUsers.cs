namespace AlignmentToolkit.Notebooks.Tests;

/// <summary>Tests that run notebooks or register formatters, which the whole process shares: one after the other.</summary>
internal static class FormatterUsers
{
    public const string Name = "formatter users";
}
