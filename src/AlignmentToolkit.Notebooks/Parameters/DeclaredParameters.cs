using AlignmentToolkit.Notebooks.Documents;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AlignmentToolkit.Notebooks.Parameters;

/// <summary>What a notebook's <c>parameters</c> cell declares, read from its text: wrong names are found before any cell runs.</summary>
internal static class DeclaredParameters
{
    /// <summary>The tag of the cell that declares the settings.</summary>
    public const string Tag = "parameters";

    private static readonly CSharpParseOptions ScriptSyntax = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>Name → type of each setting of a notebook; null if it has no such cell.</summary>
    public static IReadOnlyDictionary<string, string>? Of(NotebookDocument document)
    {
        NotebookCell? cell = document.Cells.FirstOrDefault(IsParameters);
        if (cell is null)
            return null;
        Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(cell.Source, ScriptSyntax).GetCompilationUnitRoot();
        foreach (TypeDeclarationSyntax type in root.DescendantNodes().OfType<TypeDeclarationSyntax>())
        {
            if (type is RecordDeclarationSyntax { ParameterList: { } positional })
            {
                foreach (ParameterSyntax parameter in positional.Parameters)
                    settings[parameter.Identifier.Text] = parameter.Type!.ToString();
            }

            foreach (PropertyDeclarationSyntax property in type.Members.OfType<PropertyDeclarationSyntax>().Where(IsSetting))
                settings[property.Identifier.Text] = property.Type.ToString();
        }

        return settings;
    }

    /// <summary>True for the cell that declares the settings.</summary>
    public static bool IsParameters(NotebookCell cell) => cell.IsRunnable && cell.Tags.Contains(Tag, StringComparer.Ordinal);

    /// <summary>The type of a C# keyword, as far as it can be given as text; null for anything else.</summary>
    public static Type? KeywordType(string type) => type switch
    {
        "bool" => typeof(bool),
        "int" => typeof(int),
        "long" => typeof(long),
        "double" => typeof(double),
        "float" => typeof(float),
        "string" => typeof(string),
        "int[]" => typeof(int[]),
        "double[]" => typeof(double[]),
        "float[]" => typeof(float[]),
        _ => null,
    };

    private static bool IsSetting(PropertyDeclarationSyntax property) =>
        !property.Modifiers.Any(SyntaxKind.StaticKeyword)
        && property.AccessorList?.Accessors.Any(
            accessor => accessor.Kind() is SyntaxKind.InitAccessorDeclaration or SyntaxKind.SetAccessorDeclaration) == true;
}
