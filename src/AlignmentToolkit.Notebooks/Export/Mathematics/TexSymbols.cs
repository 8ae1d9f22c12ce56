using System.Collections.Frozen;

namespace AlignmentToolkit.Notebooks.Export.Mathematics;

/// <summary>TeX's names of characters.</summary>
internal static class TexSymbols
{
    /// <summary>Names that stand for a letter.</summary>
    public static FrozenDictionary<string, string> Letters { get; } = Table(
        """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ
        omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
        Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
        ell ℓ hbar ℏ imath ı jmath ȷ Re ℜ Im ℑ aleph ℵ partial ∂ nabla ∇ infty ∞ emptyset ∅ varnothing ∅ wp ℘ dots … ldots … cdots ⋯ vdots ⋮
        ddots ⋱ top ⊤ bot ⊥ angle ∠ prime ′ checkmark ✓ S § degree ° forall ∀ exists ∃
        """);

    /// <summary>Names that stand for an operator, a relation, an arrow or a mark.</summary>
    public static FrozenDictionary<string, string> Operators { get; } = Table(
        """
        cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ cap ∩ cup ∪ setminus ∖ wedge ∧ land ∧
        vee ∨ lor ∨ neg ¬ lnot ¬ le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ simeq ≃ sim ∼ cong ≅ equiv ≡
        propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ mid ∣ parallel ∥ perp ⊥ vdash ⊢ models ⊨ asymp ≍
        doteq ≐ triangleq ≜
        coloneqq ≔ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰
        to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ iff ⟺ mapsto ↦ uparrow ↑
        downarrow ↓ updownarrow ↕ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ hookrightarrow ↪ nearrow ↗ searrow ↘ rightharpoonup ⇀
        colon : lbrace { rbrace } vert | Vert ‖ backslash \ because ∵ therefore ∴ triangle △ square □ blacksquare ■ diamond ⋄
        dagger † ddagger ‡
        """);

    /// <summary>Large operators whose limits stand above and below in display style.</summary>
    public static FrozenDictionary<string, string> LargeOperators { get; } = Table(
        "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀");

    /// <summary>Integrals, whose limits stand beside them.</summary>
    public static FrozenDictionary<string, string> Integrals { get; } = Table("int ∫ iint ∬ iiint ∭ oint ∮");

    /// <summary>Brackets by name.</summary>
    public static FrozenDictionary<string, string> Brackets { get; } = Table(
        "langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lvert | rvert | lVert ‖ rVert ‖ "
        + "lbrace { rbrace } lbrack [ rbrack ] { { } } | ‖ vert | Vert ‖");

    /// <summary>Marks above a letter or a group.</summary>
    public static FrozenDictionary<string, string> Accents { get; } = Table(
        "hat ^ widehat ^ tilde ~ widetilde ~ bar ¯ overline ¯ vec → overrightarrow → dot ˙ ddot ¨ dddot ⃛ breve ˘ check ˇ "
        + "acute ´ grave ` mathring ˚ overbrace ⏞");

    /// <summary>Marks below a letter or a group.</summary>
    public static FrozenDictionary<string, string> Underlines { get; } = Table("underline _ underbrace ⏟");

    /// <summary>Functions set upright.</summary>
    public static FrozenSet<string> Functions { get; } = FrozenSet.ToFrozenSet(
        [
            "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "deg", "dim", "erf", "exp", "hom", "ker", "lg", "ln", "log",
            "sin", "sinh", "tan", "tanh", "tr",
        ]);

    /// <summary>Functions set upright whose subscript stands below in display style.</summary>
    public static FrozenSet<string> LimitFunctions { get; } = FrozenSet.ToFrozenSet(
        ["argmax", "argmin", "det", "gcd", "inf", "lim", "liminf", "limsup", "max", "min", "Pr", "sup"]);

    /// <summary>Spaces, in ems.</summary>
    public static FrozenDictionary<string, string> Spaces { get; } = Table(
        ", 0.1667 : 0.2222 > 0.2222 ; 0.2778 ! -0.1667 enspace 0.5 quad 1 qquad 2 thinspace 0.1667 medspace 0.2222 thickspace 0.2778");

    private static FrozenDictionary<string, string> Table(string text)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(2).DistinctBy(pair => pair[0]).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
