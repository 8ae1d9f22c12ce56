namespace AlignmentToolkit.Networks;

/// <summary>The nonlinearity f of a hidden layer, applied to each number on its own.</summary>
public abstract class Activation
{
    /// <summary>f(a) = max(a, 0); slope 1 where a &gt; 0 and 0 elsewhere, at a = 0 too.</summary>
    public static Activation Relu { get; } = new ReluActivation();

    /// <summary>f(a) = tanh a; slope 1 − tanh² a.</summary>
    public static Activation Tanh { get; } = new TanhActivation();

    /// <summary>f(a) = σ(a) = 1/(1 + e⁻ᵃ); slope σ(a)(1 − σ(a)).</summary>
    public static Activation Sigmoid { get; } = new SigmoidActivation();

    /// <summary>f(a) = erf(a/√2), the activation of the teacher–student theory; slope √(2/π) e^(−a²/2).</summary>
    public static Activation Erf { get; } = new ErfActivation();

    /// <summary>f(a) = a: a deep linear network; slope 1.</summary>
    public static Activation Identity { get; } = new IdentityActivation();

    /// <summary>The lower-case name, such as <c>relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>h ← f(a).</summary>
    /// <param name="preActivations">a, any length.</param>
    /// <param name="activations">h, as long as a; may be the same memory.</param>
    public abstract void Apply(ReadOnlySpan<float> preActivations, Span<float> activations);

    /// <summary>δ ← δ ⊙ f′(a): takes a signal about h back to a signal about a.</summary>
    /// <param name="preActivations">a, any length.</param>
    /// <param name="signal">δ, as long as a.</param>
    public abstract void MultiplyBySlope(ReadOnlySpan<float> preActivations, Span<float> signal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
