using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>A two-layer student that learns online from a two-layer teacher: everything that fixes the mean course of learning.</summary>
/// <remarks>
/// Inputs x ∈ ℝᴺ are standard normal, fresh at every step. Teacher y = A g(ν) + σ ζ, ν_m = w̃_m·x/√N; student ŷ = V g(λ), λ_k = w_k·x/√N;
/// error e = ŷ − y. A step is
/// w_k ← w_k − η/√N (Σ_c c_kc e_c) g'(λ_k) x and V_ck ← V_ck − η_v/N e_c g(λ_k), where the learning rule chooses the feedback c
/// (<see cref="OnlineRule.Pepita"/> has a step of its own). Time is α = steps/N.
/// </remarks>
public sealed partial record TeacherStudentSettings
{
    /// <summary>Q, R, V (and P) at α = 0.</summary>
    public required OrderParameters Initial { get; init; }

    /// <summary>T, M × M: T_mn = w̃_m·w̃_n / N.</summary>
    public required Matrix<double> TeacherOverlap { get; init; }

    /// <summary>A, C × M: the teacher's second layer, one row an output.</summary>
    public required Matrix<double> TeacherReadout { get; init; }

    /// <summary>B, K × C: the fixed feedback of (direct) feedback alignment. Other rules ignore it.</summary>
    public Matrix<double>? Feedback { get; init; }

    /// <summary>S and Φ² of the projection onto the input. Needed, with P in <see cref="Initial"/>, by rules that use it.</summary>
    public InputProjection? Projection { get; init; }

    /// <summary>η: learning rate of the first layer, not negative.</summary>
    public double LearningRate { get; init; } = 0.5;

    /// <summary>η_v: learning rate of the readout, not negative; 0 gives the soft committee machine.</summary>
    public double ReadoutLearningRate { get; init; } = 0.5;

    /// <summary>σ: standard deviation of the noise on every label, not negative.</summary>
    public double LabelNoise { get; init; }

    /// <summary>g.</summary>
    public SolvableActivation Activation { get; init; } = SolvableActivation.Erf;

    /// <summary>
    /// Drops the terms of order η² from the theory, as for η → 0 at fixed ηα. A simulation has no such limit and ignores this.
    /// </summary>
    public bool SmallLearningRateLimit { get; init; }

    /// <summary>
    /// Points of the cubature in the theory of a rule without closed equations of motion (<see cref="OnlineRule.Pepita"/>); a power of
    /// two, at least 2.
    /// </summary>
    public int CubaturePoints { get; init; } = 4096;

    /// <summary>K, number of student units.</summary>
    public int Units => Initial.Units;

    /// <summary>M, number of teacher units.</summary>
    public int TeacherUnits => Initial.TeacherUnits;

    /// <summary>C, number of outputs.</summary>
    public int Outputs => Initial.Outputs;

    /// <summary>Settings with a single output, written with plain arrays.</summary>
    /// <param name="studentOverlap">Q at α = 0, K × K.</param>
    /// <param name="crossOverlap">R at α = 0, K × M.</param>
    /// <param name="readout">v at α = 0, K numbers.</param>
    /// <param name="teacherOverlap">T, M × M.</param>
    /// <param name="teacherReadout">a, M numbers.</param>
    /// <param name="feedback">b, K numbers, or null where no rule with fixed feedback is used.</param>
    public static TeacherStudentSettings SingleOutput(
        double[,] studentOverlap,
        double[,] crossOverlap,
        double[] readout,
        double[,] teacherOverlap,
        double[] teacherReadout,
        double[]? feedback = null)
    {
        MatrixBuilder<double> build = Matrix<double>.Build;
        return new TeacherStudentSettings
        {
            Initial = new OrderParameters(
                build.DenseOfArray(studentOverlap), build.DenseOfArray(crossOverlap), build.DenseOfRowArrays(readout)),
            TeacherOverlap = build.DenseOfArray(teacherOverlap),
            TeacherReadout = build.DenseOfRowArrays(teacherReadout),
            Feedback = feedback is null ? null : build.DenseOfColumnArrays(feedback),
        };
    }

    /// <summary>The same setting with one projection vector φ.</summary>
    /// <param name="studentOverlap">P at α = 0, K numbers w_k·φ/N.</param>
    /// <param name="teacherOverlap">S, M numbers w̃_m·φ/N.</param>
    /// <param name="selfOverlap">Φ² = φ·φ/N.</param>
    public TeacherStudentSettings WithProjection(double[] studentOverlap, double[] teacherOverlap, double selfOverlap)
    {
        MatrixBuilder<double> build = Matrix<double>.Build;
        return this with
        {
            Initial = Initial with { ProjectionOverlap = build.DenseOfColumnArrays(studentOverlap) },
            Projection = new InputProjection(build.DenseOfColumnArrays(teacherOverlap), build.Dense(1, 1, selfOverlap)),
        };
    }

    /// <summary>
    /// The same setting with the projection ε times as long and the learning rate of the first layer 1/ε times as large:
    /// (φ, η) → (εφ, η/ε), so P and S are multiplied by ε, Φ² by ε², and η_v stays.
    /// </summary>
    /// <remarks>
    /// A symmetry of <see cref="OnlineRule.AdaptiveFeedbackAlignment"/>, whose Q, R, V and ε_g do not change at all. Not of
    /// <see cref="OnlineRule.Pepita"/>, which follows it in the limit ε → 0.
    /// </remarks>
    /// <param name="strength">ε, positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="strength"/> is not positive and finite.</exception>
    /// <exception cref="InvalidOperationException">The setting has no projection.</exception>
    public TeacherStudentSettings WithModulation(double strength)
    {
        if (!(strength > 0 && double.IsFinite(strength)))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "The modulation is positive and finite.");
        if (Projection is null || Initial.ProjectionOverlap is null)
            throw new InvalidOperationException("There is no projection to scale: Projection or Initial.ProjectionOverlap is null.");
        return this with
        {
            Initial = Initial with { ProjectionOverlap = strength * Initial.ProjectionOverlap },
            Projection = new InputProjection(strength * Projection.TeacherOverlap, strength * strength * Projection.SelfOverlap),
            LearningRate = LearningRate / strength,
        };
    }
}
