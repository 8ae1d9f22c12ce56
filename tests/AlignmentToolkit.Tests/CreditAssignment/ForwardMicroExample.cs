using AlignmentToolkit.Networks;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>What the micro-example of section 2.15 says about the forward-only rules.</summary>
internal static class ForwardMicroExample
{
    public static double[,] Projection => new[,] { { 0.2, -0.1 }, { -0.3, 0.2 }, { 0.1, 0.4 }, { 0.25, -0.15 } };

    public static double[,] ModulatedInputs => new[,]
    {
        { 1.11967364, 0.04439261 }, { 0.30054394, -0.14065436 }, { -0.41967364, 0.95560739 }, { 0.95956485, 0.39252349 },
    };

    public static double[,] FirstModulatedActivations => new[,] { { 0.48169539, 0.29476644 }, { 0, 0 }, { 0.98967364, 0 } };

    public static double[,] SecondModulatedActivations => new[,] { { 0.43615414, 0.20633651 }, { 0, 0.05895329 }, { 0.50272167, 0 } };

    /// <summary>Angle of (W_3W_2W_1)ᵀ to F in degrees.</summary>
    public const double TotalAngle = 77.873055;

    public static double[,] LastLayer => MicroExample.Updates("BP")[2];

    /// <summary>G_1, G_2, G_3 of a rule, summed over both examples.</summary>
    public static double[][,] Updates(string rule) => rule switch
    {
        "AFA" =>
        [
            new[,]
            {
                { -0.08264868, -0.11394112, 0.14969547, -0.00221618 },
                { 0, 0, 0, 0 },
                { -0.11967364, -0.05983682, 0.03590209, -0.09573891 },
            },
            new[,] { { 0.0113749, 0, -0.0784341 }, { 0.01278055, 0, 0 }, { -0.01062702, 0, -0.02498786 } },
            LastLayer,
        ],
        "PEPITA" =>
        [
            new[,]
            {
                { -0.11861509, -0.05399711, 0.18566187, -0.05017139 },
                { 0, 0, 0, 0 },
                { -0.13399542, -0.03596719, 0.05022387, -0.11483461 },
            },
            new[,] { { -0.01345985, 0, -0.08922317 }, { 0.008562, 0, 0 }, { -0.0138351, 0, -0.02842508 } },
            new[,] { { -0.06696222, 0.03057856, -0.20054177 }, { 0.06696222, -0.03057856, 0.20054177 } },
        ],
        "PEPITA-ICML" =>
        [
            new[,]
            {
                { 0.04668227, 0.17388514, -0.11372906, -0.04573903 },
                { 0, 0, 0, 0 },
                { 0.10535186, 0.08370645, -0.02158031, 0.0766432 },
            },
            new[,] { { -0.03620966, 0, 0.06764503 }, { -0.01699911, 0, 0 }, { 0.00741894, 0, 0.02155063 } },
            new[,] { { 0.10928537, 0.06143219, -0.18400954 }, { -0.10928537, -0.06143219, 0.18400954 } },
        ],
        "PEPITA-Hebbian" =>
        [
            new[,]
            {
                { -0.09442709, -0.09431045, 0.16147387, -0.01792072 },
                { 0, 0, 0, 0 },
                { -0.23811148, 0.13755959, 0.15433993, -0.25365603 },
            },
            new[,] { { -0.00737452, 0, -0.13063025 }, { 0.02134255, 0, 0 }, { -0.06677871, 0, -0.08515039 } },
            new[,] { { -0.06842082, 0.04564483, -0.21780602 }, { 0.07993017, -0.01659812, 0.18908435 } },
        ],
        "DRTP" =>
        [
            new[,] { { -0.16, 0.07, -0.21, -0.26 }, { 0, 0, 0, 0 }, { -0.5, -0.25, 0.15, -0.4 } },
            new[,] { { -0.053, 0, -0.435 }, { -0.044, 0, 0 }, { 0.148, 0, 0.348 } },
            LastLayer,
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "The page has no numbers for it here."),
    };

    /// <summary>W_1 and W_3 after two PEPITA steps with η = 0.1, μ = 0.9, λ = 0.01.</summary>
    public static (double[,] First, double[,] Last) AfterTwoSteps => (
        new[,]
        {
            { 0.51574329, -0.29127286, 0.17241113, 0.10694115 }, { -0.3988404, 0.5982606, 0.0997101, -0.1994202 },
            { 0.31854904, 0.20464925, -0.50582361, 0.41547824 },
        },
        new[,] { { 0.30915588, -0.50293546, 0.62728436 }, { -0.20944578, 0.40322536, 0.07068634 } });

    /// <summary>Weights after one time-local step with η = 0.1.</summary>
    public static double[][,] AfterTimeLocalStep =>
    [
        new[,]
        {
            { 0.50200522, -0.29583459, 0.19180397, 0.09815251 }, { -0.4, 0.6, 0.1, -0.2 },
            { 0.30663682, 0.19170778, -0.50574218, 0.40816746 },
        },
        new[,] { { 0.69747367, -0.2, 0.10170643 }, { 0.19879295, 0.5, -0.3 }, { -0.5993551, 0.4, 0.79880176 } },
        new[,] { { 0.30032498, -0.50228224, 0.60743979 }, { -0.20499633, 0.40056905, 0.09054578 } },
    ];

    /// <summary>Ξ of the mirror step of layer 1.</summary>
    public static double[,] MirrorNoise => new[,] { { 0.1, -0.05 }, { 0.02, 0.07 }, { -0.08, -0.02 }, { 0.03, -0.04 } };

    /// <summary>ΞΥᵀ/B of that step.</summary>
    public static double[,] MirrorCorrelation => new[,]
    {
        { 0.0014016406, -0.0018174219, 0.0040665625 }, { 0.0002366406, 0.0022400781, 0.0006865625 },
        { -0.0012196094, -0.0008030469, -0.0035384375 }, { 0.0003822656, -0.0014792969, 0.0011090625 },
    };

    public static MultilayerPerceptron Network() => NetworkBuilder.WithWeights(MicroExample.Weights, Activation.Relu);

    public static ForwardReference Reference() =>
        new([.. MicroExample.Weights.Select(Matrix<double>.Build.DenseOfArray)], static a => Math.Max(a, 0));
}
