using System.Collections.Immutable;
using System.Globalization;

namespace AlignmentToolkit.Notebooks.Parameters;

/// <summary>Reads the value of a parameter from text, by the type that is wanted. Always in the invariant culture.</summary>
/// <remarks>
/// Known types: <c>bool</c>, whole and floating-point numbers, <c>decimal</c>, <c>string</c>, enumerations, the nullable forms of these
/// (<c>null</c> or nothing for null), and arrays, lists and immutable arrays of these with commas between the elements.
/// </remarks>
internal static class ParameterText
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="FormatException">The text is not a value of the type; the message says what would be.</exception>
    public static object? Parse(string text, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return text is "" or "null" ? null : Parse(text, underlying);
        if (ElementType(type) is { } element)
            return Elements(text, type, element);
        if (type == typeof(string))
            return text;
        if (type.IsEnum)
            return Named(text, type);
        return Scalar(text.Trim(), type) ?? throw new FormatException($"'{text}' is not {Describe(type)}");
    }

    /// <summary>What a value of a type looks like, for messages.</summary>
    public static string Describe(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Describe(underlying) + " or null";
        if (ElementType(type) is { } element)
            return $"a list of values separated by commas, each {Describe(element)}";
        if (type.IsEnum)
            return "one of " + string.Join(", ", Enum.GetNames(type));
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "true or false",
            TypeCode.Int32 or TypeCode.Int64 or TypeCode.Int16 or TypeCode.SByte => $"a whole number ({type.Name})",
            TypeCode.UInt32 or TypeCode.UInt64 or TypeCode.UInt16 or TypeCode.Byte => $"a whole number from 0 ({type.Name})",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
            TypeCode.String => "a text",
            _ => $"of type {type.Name}, which cannot be given as text",
        };
    }

    private static object? Scalar(string text, Type type)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => bool.TryParse(text, out bool value) ? value : null,
            TypeCode.Byte => byte.TryParse(text, NumberStyles.Integer, invariant, out byte value) ? value : null,
            TypeCode.SByte => sbyte.TryParse(text, NumberStyles.Integer, invariant, out sbyte value) ? value : null,
            TypeCode.Int16 => short.TryParse(text, NumberStyles.Integer, invariant, out short value) ? value : null,
            TypeCode.UInt16 => ushort.TryParse(text, NumberStyles.Integer, invariant, out ushort value) ? value : null,
            TypeCode.Int32 => int.TryParse(text, NumberStyles.Integer, invariant, out int value) ? value : null,
            TypeCode.UInt32 => uint.TryParse(text, NumberStyles.Integer, invariant, out uint value) ? value : null,
            TypeCode.Int64 => long.TryParse(text, NumberStyles.Integer, invariant, out long value) ? value : null,
            TypeCode.UInt64 => ulong.TryParse(text, NumberStyles.Integer, invariant, out ulong value) ? value : null,
            TypeCode.Single => float.TryParse(text, NumberStyles.Float, invariant, out float value) ? value : null,
            TypeCode.Double => double.TryParse(text, NumberStyles.Float, invariant, out double value) ? value : null,
            TypeCode.Decimal => decimal.TryParse(text, NumberStyles.Float, invariant, out decimal value) ? value : null,
            _ => null,
        };
    }

    private static object Named(string text, Type type) =>
        // Numbers parse as any enumeration; a person means a name.
        char.IsAsciiLetter(text.Trim().FirstOrDefault())
            && Enum.TryParse(type, text, ignoreCase: true, out object? value)
            && Enum.IsDefined(type, value)
            ? value
            : throw new FormatException($"'{text}' is not {Describe(type)}");

    private static object Elements(string text, Type type, Type element)
    {
        string[] parts = text.Trim() is "" ? [] : text.Trim().TrimStart('[').TrimEnd(']').Split(',', StringSplitOptions.TrimEntries);
        Array values = Array.CreateInstance(element, parts.Length);
        for (int i = 0; i < parts.Length; i++)
            values.SetValue(Parse(parts[i], element), i);
        if (type.IsAssignableFrom(values.GetType()))
            return values;
        string maker = type.GetGenericTypeDefinition() == typeof(List<>)
            ? nameof(Enumerable.ToList)
            : nameof(ImmutableArray.ToImmutableArray);
        Type owner = maker == nameof(Enumerable.ToList) ? typeof(Enumerable) : typeof(ImmutableArray);
        Type sequence = typeof(IEnumerable<>).MakeGenericType(Type.MakeGenericMethodParameter(0));
        return owner.GetMethod(maker, 1, [sequence])!.MakeGenericMethod(element).Invoke(null, [values])!;
    }

    private static Type? ElementType(Type type)
    {
        if (type.IsArray && type.GetArrayRank() == 1)
            return type.GetElementType();
        if (!type.IsGenericType || type.GetGenericArguments() is not [Type element])
            return null;
        bool isList = type.GetGenericTypeDefinition() == typeof(List<>) || type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
        return isList || type.IsAssignableFrom(element.MakeArrayType()) ? element : null;
    }
}
