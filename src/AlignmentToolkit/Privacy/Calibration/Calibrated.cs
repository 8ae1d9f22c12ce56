using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Calibration;

/// <summary>What a calibration found, always on the safe side.</summary>
/// <param name="Value">The noise multiplier, number of steps or sampling rate.</param>
/// <param name="Event">The releases with that value.</param>
/// <param name="Epsilon">Their ε; its upper end is at most what was asked for.</param>
/// <param name="Evaluations">How often the accountant was asked.</param>
public sealed record Calibrated<T>(T Value, PrivacyEvent Event, PrivacyRange Epsilon, int Evaluations);
