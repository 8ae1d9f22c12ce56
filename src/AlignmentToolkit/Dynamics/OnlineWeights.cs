using AlignmentToolkit.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>The first-layer weights of student and teacher (and the projection) at a finite dimension N.</summary>
/// <remarks>
/// Weights and inputs are single precision: a weight of order 1 is then rounded by 3e-8 a step, a random walk of 3e-5 over a million steps,
/// which moves ε_g by about 1e-9, while fields, errors, readout and order parameters are accumulated in double precision.
/// The update of one example waits until the next: then one pass over w_k does both w_k ← w_k + s_k x and w_k·x'.
/// Steps along a projection are all multiples of the same vectors φ_c: stored is w'_k with w_k = w'_k + Σ_c τ_kc φ_c, so such a step
/// changes the few numbers τ_kc and costs no pass over the weights; a measurement adds them up.
/// </remarks>
internal sealed class OnlineWeights
{
    private readonly OrderParameterLayout _layout;
    private readonly int _dimension;
    private readonly double _rootDimension;
    private readonly float[] _vectors;
    private readonly double[] _projectionParts;

    /// <summary>
    /// Draws weights that have exactly the overlaps of the settings at α = 0: orthonormal random vectors times √N times the factor of the
    /// covariance.
    /// </summary>
    public OnlineWeights(TeacherStudentSettings settings, OrderParameterLayout layout, int dimension, RandomStream stream)
    {
        _layout = layout;
        _dimension = dimension;
        _rootDimension = Math.Sqrt(dimension);
        _vectors = new float[layout.Fields * dimension];
        _projectionParts = new double[layout.Units * layout.Projections];
        double[][] basis = OrthonormalVectors.Draw(layout.Fields, dimension, stream);
        Matrix<double> factor = SemidefiniteFactor.Of(new FieldCovarianceBuffer(settings, layout).ToMatrix(layout.Pack(settings.Initial)));
        for (int field = 0; field < layout.Fields; field++)
        {
            Span<float> vector = Vector(field);
            for (int i = 0; i < dimension; i++)
            {
                double sum = 0;
                for (int j = 0; j <= field; j++) sum += factor[field, j] * basis[j][i];
                vector[i] = (float)(_rootDimension * sum);
            }
        }
    }

    /// <summary>All vectors one after the other: student, teacher, projection.</summary>
    public ReadOnlySpan<float> Vectors => _vectors;

    /// <summary>Number of vectors that never change: teacher and projection.</summary>
    public int FixedVectors => _layout.Fields - _layout.Units;

    /// <summary>(ν, ρ) of an input. Safe on any thread at any time.</summary>
    public void ReadFixedFields(ReadOnlySpan<float> input, Span<double> fields) => ReadFields(_layout.Units, input, fields);

    /// <summary>λ of an input, into the first fields; ρ is there already.</summary>
    public void ReadStudentFields(ReadOnlySpan<float> input, Span<double> fields)
    {
        ReadFields(0, input, fields[.._layout.Units]);
        AddProjectionParts(fields);
    }

    /// <summary>First w_k ← w_k + s_k x for the previous input x, then λ of the next input.</summary>
    public void UpdateAndReadStudentFields(
        ReadOnlySpan<float> previous, ReadOnlySpan<double> coefficients, ReadOnlySpan<float> input, Span<double> fields)
    {
        int k = 0;
        for (; k < coefficients.Length - 1; k += 2)
        {
            (double first, double second) = WeightKernels.AddAndDots(
                Vector(k), Vector(k + 1), previous, (float)coefficients[k], (float)coefficients[k + 1], input);
            (fields[k], fields[k + 1]) = (first / _rootDimension, second / _rootDimension);
        }

        if (k < coefficients.Length)
            fields[k] = WeightKernels.AddAndDot(Vector(k), previous, (float)coefficients[k], input) / _rootDimension;
        AddProjectionParts(fields);
    }

    /// <summary>w_k ← w_k + s_k x.</summary>
    public void Update(ReadOnlySpan<float> input, ReadOnlySpan<double> coefficients)
    {
        for (int k = 0; k < coefficients.Length; k++) WeightKernels.Add(Vector(k), input, (float)coefficients[k]);
    }

    /// <summary>w_k ← w_k + Σ_c t_kc φ_c.</summary>
    /// <param name="coefficients">t, K × C, row after row; nothing for a rule that does not step along the projection.</param>
    public void MoveAlongProjections(ReadOnlySpan<double> coefficients)
    {
        for (int i = 0; i < coefficients.Length; i++) _projectionParts[i] += coefficients[i];
    }

    /// <summary>Measures Q, R and P into a state; the readout is not its business.</summary>
    public void Measure(Span<double> state)
    {
        GatherProjectionParts();
        for (int k = 0; k < _layout.Units; k++)
        {
            for (int l = k; l < _layout.Units; l++) state[_layout.StudentOverlap(k, l)] = Overlap(k, l);
            for (int m = 0; m < _layout.TeacherUnits; m++) state[_layout.CrossOverlap(k, m)] = Overlap(k, _layout.Units + m);
            for (int c = 0; c < _layout.Projections; c++)
                state[_layout.ProjectionOverlapStart + k * _layout.Projections + c] = Overlap(k, _layout.Units + _layout.TeacherUnits + c);
        }
    }

    /// <summary>w·x/√N of as many vectors as there is room for, from <paramref name="start"/> on, as they are stored.</summary>
    private void ReadFields(int start, ReadOnlySpan<float> input, Span<double> fields)
    {
        int i = 0;
        for (; i < fields.Length - 1; i += 2)
        {
            (double first, double second) = WeightKernels.Dots(Vector(start + i), Vector(start + i + 1), input);
            (fields[i], fields[i + 1]) = (first / _rootDimension, second / _rootDimension);
        }

        if (i < fields.Length) fields[i] = WeightKernels.Dot(Vector(start + i), input) / _rootDimension;
    }

    /// <summary>λ_k ← λ_k + Σ_c τ_kc ρ_c.</summary>
    private void AddProjectionParts(Span<double> fields)
    {
        ReadOnlySpan<double> projected = fields[(_layout.Units + _layout.TeacherUnits)..];
        for (int k = 0, at = 0; k < _layout.Units; k++)
            for (int c = 0; c < projected.Length; c++)
                fields[k] += _projectionParts[at++] * projected[c];
    }

    /// <summary>w'_k ← w'_k + Σ_c τ_kc φ_c, τ ← 0.</summary>
    private void GatherProjectionParts()
    {
        for (int k = 0; k < _layout.Units; k++)
            for (int c = 0; c < _layout.Projections; c++)
                WeightKernels.Add(
                    Vector(k), Vector(_layout.Units + _layout.TeacherUnits + c), (float)_projectionParts[k * _layout.Projections + c]);
        Array.Clear(_projectionParts);
    }

    private double Overlap(int i, int j)
    {
        ReadOnlySpan<float> a = Vector(i), b = Vector(j);
        double sum = 0;
        for (int n = 0; n < a.Length; n++) sum += (double)a[n] * b[n];
        return sum / _dimension;
    }

    private Span<float> Vector(int field) => _vectors.AsSpan(field * _dimension, _dimension);
}
