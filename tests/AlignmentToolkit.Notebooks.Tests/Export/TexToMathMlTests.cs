using System.Xml.Linq;

using AlignmentToolkit.Notebooks.Export.Mathematics;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Export;

public class TexToMathMlTests
{
    [Theory]
    [InlineData("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")]
    [InlineData(@"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>")]
    [InlineData(@"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>")]
    [InlineData(@"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>")]
    [InlineData(@"\alpha\Omega", "<mrow><mi>α</mi><mi mathvariant=\"normal\">Ω</mi></mrow>")]
    [InlineData(@"\hat y", "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover>")]
    [InlineData(
        @"\sum_{i=1}^n",
        "<munderover><mo movablelimits=\"true\">∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>")]
    [InlineData(@"\mathbb{R}^d", "<msup><mi>ℝ</mi><mi>d</mi></msup>")]
    [InlineData(@"\mathcal L", "<mi>ℒ</mi>")]
    [InlineData(@"\boldsymbol\theta", "<mi>𝜽</mi>")]
    [InlineData(@"\text{if } x", "<mrow><mtext>if\u00A0</mtext><mi>x</mi></mrow>")]
    [InlineData("f'", "<msup><mi>f</mi><mo>′</mo></msup>")]
    [InlineData(@"3.14", "<mn>3.14</mn>")]
    [InlineData(@"\unheardof", "<mtext>\\unheardof</mtext>")]
    public void A_formula_becomes_the_element_it_names(string tex, string expected) =>
        Assert.Contains($"<semantics><mrow>{expected}</mrow>", TexToMathMl.Convert(tex, display: false), StringComparison.Ordinal);

    [Fact]
    public void A_matrix_has_a_row_for_each_line_and_brackets_that_grow()
    {
        XElement math = XElement.Parse(TexToMathMl.Convert(@"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", display: true));
        Assert.Equal([2, 2], math.Descendants("mtr").Select(row => row.Elements("mtd").Count()));
        Assert.Equal(["(", ")"], math.Descendants("mo").Where(mo => (string?)mo.Attribute("stretchy") == "true").Select(mo => mo.Value));
    }

    [Fact]
    public void Aligned_equations_go_right_then_left()
    {
        XElement math = XElement.Parse(TexToMathMl.Convert(@"\begin{aligned} a &= b \\ &= c \end{aligned}", display: true));
        Assert.Equal(["right", "left", "right", "left"], math.Descendants("mtd").Select(cell => (string?)cell.Attribute("class")));
    }

    [Theory]
    [InlineData("}")]
    [InlineData("{{")]
    [InlineData(@"\frac")]
    [InlineData("x_")]
    [InlineData("^")]
    [InlineData(@"\left( a")]
    [InlineData(@"a & b \\ c \right) \end{x} d")]
    [InlineData(@"\begin{cases} a \\[2pt] b")]
    [InlineData(@"\sqrt[3")]
    [InlineData(@"\")]
    [InlineData("a < b > c & \"d\" % comment")]
    public void Broken_TeX_still_gives_well_formed_markup(string tex) =>
        Assert.Equal("math", XElement.Parse(TexToMathMl.Convert(tex, display: true)).Name);

    [Fact]
    public void Any_mixture_of_pieces_gives_well_formed_markup_and_keeps_the_source()
    {
        string[] pieces =
        [
            "{", "}", "_", "^", "&", @"\\", @"\left(", @"\right]", @"\frac", @"\sqrt[", "]", @"\begin{pmatrix}", @"\end{pmatrix}",
            "x", "12", @"\hat", @"\mathbb", "'", @"\text{a}", @"\sum", "<",
        ];
        Check.Sample(Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 12], parts =>
        {
            string tex = string.Join(' ', parts);
            XElement math = XElement.Parse(TexToMathMl.Convert(tex, display: false));
            return math.Descendants("annotation").Single().Value == tex.Trim();
        });
    }
}
