namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>The worked micro-example of the forward-learning page, section 2.15: 4-3-3-2, ReLU, softmax, two examples.</summary>
internal static class MicroExample
{
    public static double[][,] Weights =>
    [
        new[,] { { 0.5, -0.3, 0.2, 0.1 }, { -0.4, 0.6, 0.1, -0.2 }, { 0.3, 0.2, -0.5, 0.4 } },
        new[,] { { 0.7, -0.2, 0.1 }, { 0.2, 0.5, -0.3 }, { -0.6, 0.4, 0.8 } },
        new[,] { { 0.3, -0.5, 0.6 }, { -0.2, 0.4, 0.1 } },
    ];

    public static double[,] Inputs => new[,] { { 1.0, 0.2 }, { 0.5, -0.4 }, { -0.3, 0.8 }, { 0.8, 0.6 } };

    public static double[,] Targets => new double[,] { { 1, 0 }, { 0, 1 } };

    public static double[][,] FeedbackAlignment =>
        [new[,] { { 0.4, -0.1, 0.2 }, { 0.3, 0.5, -0.2 }, { -0.1, 0.2, 0.6 } }, new[,] { { 0.5, -0.3 }, { 0.2, 0.1 }, { -0.4, 0.6 } }];

    public static double[][,] DirectFeedbackAlignment =>
        [new[,] { { 0.1, 0.3 }, { -0.2, 0.4 }, { 0.5, -0.1 } }, new[,] { { 0.5, -0.3 }, { 0.2, 0.1 }, { -0.4, 0.6 } }];

    /// <summary>Cross-entropy summed over both examples.</summary>
    public const double Loss = 1.24026053;

    public static double[,] Outputs => new[,] { { 0.60108788, 0.51869129 }, { 0.39891212, 0.48130871 } };

    /// <summary>G_1, G_2, G_3 of a rule, summed over both examples.</summary>
    public static double[][,] Updates(string rule) => rule switch
    {
        "BP" =>
        [
            new[,]
            {
                { -0.0023101, -0.04524381, 0.0765257, 0.03695003 },
                { 0, 0, 0, 0 },
                { -0.17951045, -0.08975523, 0.05385314, -0.14360836 },
            },
            new[,] { { 0.04031334, 0, -0.17352677 }, { -0.20540175, 0, 0 }, { -0.07379874, 0, -0.17352677 } },
            LastLayer,
        ],
        "FA" =>
        [
            new[,]
            {
                { -0.01571059, -0.08825245, 0.14299628, 0.05818102 },
                { 0, 0, 0, 0 },
                { 0.27126024, 0.13563012, -0.08137807, 0.21700819 },
            },
            new[,] { { 0.06450134, 0, -0.27764284 }, { 0.02282242, 0, 0 }, { 0.14759748, 0, 0.34705355 } },
            LastLayer,
        ],
        "DFA" =>
        [
            new[,]
            {
                { 0.05903477, 0.08138651, -0.10692533, 0.00158299 },
                { 0, 0, 0, 0 },
                { -0.23934727, -0.11967364, 0.07180418, -0.19147782 },
            },
            new[,] { { 0.06450134, 0, -0.27764284 }, { 0.02282242, 0, 0 }, { 0.14759748, 0, 0.34705355 } },
            LastLayer,
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "The page has no numbers for it here."),
    };

    private static double[,] LastLayer => new[,] { { 0.02173332, 0.04564483, -0.18908435 }, { -0.02173332, -0.04564483, 0.18908435 } };
}
