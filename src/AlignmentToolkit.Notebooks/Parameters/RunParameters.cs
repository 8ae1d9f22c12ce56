using System.Reflection;

using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Sessions;

namespace AlignmentToolkit.Notebooks.Parameters;

/// <summary>The profile and the single settings of a run, and how they get into a notebook's <c>settings</c> variable.</summary>
/// <param name="Profile">Name of the static property of the settings' type to start from.</param>
/// <param name="Values">Settings to replace: name → text.</param>
internal sealed record RunParameters(string Profile, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The profile that every notebook has: the values in its <c>parameters</c> cell.</summary>
    public const string Quick = "quick";

    private const string Variable = "settings";
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.Instance;

    /// <summary>True if there is nothing to do.</summary>
    public bool AreDefault => Values.Count == 0 && Profile.Equals(Quick, StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks the names, and as far as possible the values, against all notebooks of a run before any cell runs.</summary>
    /// <exception cref="ParameterException">No notebook has a setting of that name, or the text is not a value of its type.</exception>
    public void Check(IEnumerable<NotebookDocument> documents)
    {
        List<IReadOnlyDictionary<string, string>> declared =
            [.. documents.Select(DeclaredParameters.Of).OfType<IReadOnlyDictionary<string, string>>()];
        foreach ((string name, string text) in Values)
        {
            List<string> types = [.. declared.Where(settings => settings.ContainsKey(name)).Select(settings => settings[name])];
            if (types.Count == 0)
                throw Unknown(name, declared.SelectMany(settings => settings.Keys));
            foreach (Type type in types.Select(DeclaredParameters.KeywordType).OfType<Type>())
                Parse(name, text, type);
        }
    }

    /// <summary>
    /// Puts profile and settings into a session whose <c>parameters</c> cell has just run. Names the notebook does not have are left out.
    /// </summary>
    /// <returns>The settings as text if they were changed; null otherwise.</returns>
    /// <exception cref="ParameterException">There is no variable <c>settings</c>, or a text is not a value of its setting's
    /// type.</exception>
    public string? Apply(CSharpSession session)
    {
        if (AreDefault)
            return null;
        if (!session.TryGetVariable(Variable, out object? value, out _) || value is null)
            throw new ParameterException($"the cell tagged '{DeclaredParameters.Tag}' declares no variable '{Variable}'");
        object settings = OfProfile(value);
        List<PropertyInfo> properties =
            [.. settings.GetType().GetProperties(Instance).Where(property => property.SetMethod is { IsPublic: true })];
        List<KeyValuePair<string, string>> known = [.. Values.Where(pair => Find(properties, pair.Key) is not null)];
        if (known.Count > 0)
            settings = Copy(settings);
        foreach ((string name, string text) in known)
        {
            PropertyInfo property = Find(properties, name)!;
            property.SetValue(settings, Parse(name, text, property.PropertyType));
        }

        if (ReferenceEquals(settings, value))
            return null;
        session.SetVariable(Variable, settings);
        return $"{Variable} = {settings}";
    }

    private object OfProfile(object settings)
    {
        const BindingFlags Static = BindingFlags.Public | BindingFlags.Static | BindingFlags.IgnoreCase;
        // A notebook without that profile has only one size.
        return settings.GetType().GetProperty(Profile, Static)?.GetValue(null) ?? settings;
    }

    private static PropertyInfo? Find(IEnumerable<PropertyInfo> properties, string name) =>
        properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What <c>with { }</c> does: the values of a profile are shared and must stay as they are.</summary>
    private static object Copy(object settings)
    {
        Type type = settings.GetType();
        MethodInfo copy = type.GetMethod("<Clone>$", Instance)
            ?? typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.NonPublic | BindingFlags.Instance)!;
        return copy.Invoke(settings, null)!;
    }

    private static object? Parse(string name, string text, Type type)
    {
        try
        {
            return ParameterText.Parse(text, type);
        }
        catch (FormatException exception)
        {
            throw new ParameterException($"parameter {name}: {exception.Message}");
        }
    }

    private static ParameterException Unknown(string name, IEnumerable<string> names)
    {
        string valid = string.Join(", ", names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase));
        return new(valid.Length > 0
            ? $"no notebook of this run has a parameter '{name}' (there are: {valid})"
            : $"no notebook of this run has parameters, so '{name}' cannot be set");
    }
}
