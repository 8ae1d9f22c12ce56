using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace AlignmentToolkit.Cli;

/// <summary>Makes options that hold text and numbers.</summary>
internal static class CommandLineOption
{
    /// <summary>A text that has a default.</summary>
    public static Option<string> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = "name", DefaultValueFactory = _ => value };

    /// <summary>A text that may be left out.</summary>
    public static Option<string?> OptionalText(string name, string description) =>
        new(name) { Description = description, HelpName = "name" };

    /// <summary>A number that has a default.</summary>
    public static Option<T> Number<T>(string name, T value, string description)
        where T : struct, INumber<T> =>
        new(name) { Description = description, HelpName = "number", DefaultValueFactory = _ => value, CustomParser = Parsed<T> };

    /// <summary>A number that has to be given.</summary>
    public static Option<T> RequiredNumber<T>(string name, string description)
        where T : struct, INumber<T> =>
        new(name) { Description = description, HelpName = "number", Required = true, CustomParser = Parsed<T> };

    /// <summary>A number that may be left out.</summary>
    public static Option<T?> OptionalNumber<T>(string name, string description)
        where T : struct, INumber<T> =>
        new(name) { Description = description, HelpName = "number", CustomParser = result => Parsed<T>(result) };

    /// <summary>The number of an option; the framework's own complaint names a type of .NET instead of what is allowed.</summary>
    private static T Parsed<T>(ArgumentResult result)
        where T : struct, INumber<T>
    {
        string text = result.Tokens[0].Value;
        bool isWhole = typeof(T) == typeof(int) || typeof(T) == typeof(long);
        if (T.TryParse(text, isWhole ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out T number))
            return number;
        result.AddError(
            $"{((OptionResult)result.Parent!).Option.Name} {text} is not allowed. Allowed: a {(isWhole ? "whole " : "")}number.");
        return default;
    }
}
