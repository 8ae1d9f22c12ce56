using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>
/// The fixed overlaps of the vectors φ_c ∈ ℝᴺ that project an output's error onto the input (the columns of F, up to scale).
/// </summary>
/// <param name="TeacherOverlap">S, M × C: S_mc = w̃_m·φ_c / N.</param>
/// <param name="SelfOverlap">Φ², C × C: φ_c·φ_d / N.</param>
public sealed record InputProjection(Matrix<double> TeacherOverlap, Matrix<double> SelfOverlap);
