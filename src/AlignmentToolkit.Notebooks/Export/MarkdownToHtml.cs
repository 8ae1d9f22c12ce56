using AlignmentToolkit.Notebooks.Export.Mathematics;

using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AlignmentToolkit.Notebooks.Export;

/// <summary>
/// Turns Markdown into HTML that needs nothing from a network: formulas become MathML, C# is coloured, pictures are put into the page.
/// </summary>
/// <param name="pages">What links and pictures become.</param>
internal sealed class MarkdownToHtml(PageLinks pages)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseTaskLists()
        .UseEmphasisExtras()
        .UseAutoLinks()
        .UseMathematics()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UseGenericAttributes()
        .Build();

    /// <summary>Converts a text.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="prefix">Goes before every heading's id, so that several notebooks fit in one page.</param>
    /// <param name="headings">Takes the headings of the text, in order.</param>
    public string Convert(string markdown, string prefix, ICollection<Heading> headings)
    {
        MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>())
        {
            string id = prefix + heading.GetAttributes().Id;
            heading.GetAttributes().Id = id;
            headings.Add(new(heading.Level, id, Words(heading.Inline)));
        }

        foreach (LinkInline link in document.Descendants<LinkInline>())
            link.Url = link.IsImage ? pages.Picture(link.Url ?? "") : pages.Link(link.Url ?? "", prefix);
        using StringWriter writer = new();
        HtmlRenderer renderer = new(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlMathInlineRenderer>(new InlineFormula());
        renderer.ObjectRenderers.Replace<HtmlMathBlockRenderer>(new DisplayedFormula());
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new ColouredCode());
        renderer.Render(document);
        return writer.ToString();
    }

    private static string Words(ContainerInline? inline) => string.Concat((inline?.Descendants() ?? []).Select(part => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        MathInline math => math.Content.ToString(),
        _ => "",
    }));

    private sealed class InlineFormula : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) =>
            renderer.Write(TexToMathMl.Convert(formula.Content.ToString(), display: formula.DelimiterCount > 1));
    }

    private sealed class DisplayedFormula : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock formula) =>
            renderer.Write("<div class=\"formula\">").Write(TexToMathMl.Convert(formula.Lines.ToString(), display: true)).Write("</div>\n");
    }

    private sealed class ColouredCode : HtmlObjectRenderer<CodeBlock>
    {
        private readonly CodeBlockRenderer _plain = new();

        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            if (block is FencedCodeBlock { Info: "csharp" or "cs" or "c#" })
                renderer.Write("<pre class=\"code\"><code>").Write(CSharpColouring.ToHtml(block.Lines.ToString())).Write("</code></pre>\n");
            else
                _plain.Write(renderer, block);
        }
    }
}

/// <summary>A heading of a notebook.</summary>
/// <param name="Level">1 for the title.</param>
/// <param name="Id">Its id in the page.</param>
/// <param name="Text">Its words.</param>
internal readonly record struct Heading(int Level, string Id, string Text);
