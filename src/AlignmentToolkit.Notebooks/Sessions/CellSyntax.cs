using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>What has to be known of a cell before it is compiled.</summary>
/// <param name="IsEmpty">True if there is nothing in it but comments.</param>
/// <param name="OptimizationLevel">
/// Debug for a cell whose statements run once each: only there does the runtime keep the line of an exception that the processor raises,
/// such as an index out of range. Release for a cell with loops or functions, where speed counts.
/// </param>
internal sealed record CellSyntax(bool IsEmpty, OptimizationLevel OptimizationLevel)
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>Looks at a cell.</summary>
    public static CellSyntax Of(string code)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(code, Script).GetCompilationUnitRoot();
        bool hasNothing = root.Members.Count == 0 && root.Usings.Count == 0 && root.Externs.Count == 0;
        bool repeats = root.DescendantNodes().Any(IsRepeated);
        return new(
            hasNothing && !root.ContainsDirectives && !root.ContainsDiagnostics,
            repeats ? OptimizationLevel.Release : OptimizationLevel.Debug);
    }

    private static bool IsRepeated(SyntaxNode node) => node
        is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or GotoStatementSyntax
        or LambdaExpressionSyntax or AnonymousMethodExpressionSyntax or QueryExpressionSyntax
        or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax;
}
