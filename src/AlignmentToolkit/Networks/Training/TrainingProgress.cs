namespace AlignmentToolkit.Networks.Training;

/// <summary>How far a training run has come.</summary>
/// <param name="Fraction">Done part of all epochs, in [0, 1]; 1 for a run that has diverged, after which none follow.</param>
/// <param name="Epoch">The epoch being trained, from 1, or the one just finished.</param>
/// <param name="Finished">What was measured, when an epoch has just been finished; null within one.</param>
/// <param name="Seconds">Seconds that the finished epoch took to train, without its measurements; 0 within one.</param>
public readonly record struct TrainingProgress(double Fraction, int Epoch, EpochRecord? Finished, double Seconds);
