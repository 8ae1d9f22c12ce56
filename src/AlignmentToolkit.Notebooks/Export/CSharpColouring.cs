using System.Net;
using System.Text;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AlignmentToolkit.Notebooks.Export;

/// <summary>Colours C# by what the compiler's parser says of each word.</summary>
internal static class CSharpColouring
{
    private static readonly CSharpParseOptions ScriptSyntax = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>
    /// The code as HTML, with <c>span</c> elements of class k (keyword), t (type), f (method), s (text), n (number), c (comment), d
    /// (directive).
    /// </summary>
    public static string ToHtml(string code)
    {
        // A magic command is no C#; as a comment of the same length it keeps its place.
        string parsed = code.StartsWith("#!", StringComparison.Ordinal) ? "//" + code[2..] : code;
        StringBuilder html = new();
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(parsed, ScriptSyntax).GetRoot().DescendantTokens())
        {
            foreach (SyntaxTrivia trivia in token.LeadingTrivia)
                Append(html, trivia);
            Append(html, token.Text, Class(token));
            foreach (SyntaxTrivia trivia in token.TrailingTrivia)
                Append(html, trivia);
        }

        string text = html.ToString();
        const string Comment = "<span class=\"c\">";
        return ReferenceEquals(parsed, code) ? text : $"{Comment}#!{text[(Comment.Length + 2)..]}";
    }

    private static void Append(StringBuilder html, SyntaxTrivia trivia)
    {
        string? kind = trivia.Kind() switch
        {
            SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia => "c",
            SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => "c",
            SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia => null,
            _ => trivia.IsDirective ? "d" : null,
        };
        Append(html, trivia.ToFullString(), kind);
    }

    private static void Append(StringBuilder html, string text, string? kind)
    {
        if (text.Length == 0)
            return;
        string encoded = WebUtility.HtmlEncode(text);
        if (kind is null)
            html.Append(encoded);
        else
            html.Append("<span class=\"").Append(kind).Append("\">").Append(encoded).Append("</span>");
    }

    private static string? Class(SyntaxToken token)
    {
        SyntaxKind kind = token.Kind();
        if (SyntaxFacts.IsKeywordKind(kind))
            return "k";
        return kind switch
        {
            SyntaxKind.NumericLiteralToken => "n",
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken => "s",
            SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => "s",
            SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken =>
                "s",
            SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken => "s",
            SyntaxKind.InterpolatedMultiLineRawStringStartToken or SyntaxKind.InterpolatedRawStringEndToken => "s",
            SyntaxKind.IdentifierToken => Name(token),
            _ => null,
        };
    }

    private static string? Name(SyntaxToken token) => token.Parent switch
    {
        BaseTypeDeclarationSyntax or TypeParameterSyntax or DelegateDeclarationSyntax or ConstructorDeclarationSyntax => "t",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "f",
        IdentifierNameSyntax { IsVar: true } => "k",
        SimpleNameSyntax name => Used(name),
        _ => null,
    };

    private static string? Used(SimpleNameSyntax name)
    {
        SyntaxNode place = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return place.Parent switch
        {
            InvocationExpressionSyntax call when call.Expression == place => "f",
            ObjectCreationExpressionSyntax or VariableDeclarationSyntax or ParameterSyntax or BaseTypeSyntax or TypeArgumentListSyntax =>
                "t",
            CastExpressionSyntax cast when cast.Type == place => "t",
            ArrayTypeSyntax or NullableTypeSyntax or PropertyDeclarationSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax =>
                "t",
            ForEachStatementSyntax loop when loop.Type == place => "t",
            AttributeSyntax or TypeOfExpressionSyntax or DeclarationPatternSyntax => "t",
            // A capital before a dot is a type or a namespace by every naming rule.
            MemberAccessExpressionSyntax member when member.Expression == place && char.IsUpper(name.Identifier.Text[0]) => "t",
            _ => name is GenericNameSyntax && name.Parent is not QualifiedNameSyntax ? "t" : null,
        };
    }
}
