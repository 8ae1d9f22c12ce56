namespace AlignmentToolkit.Dynamics;

/// <summary>The averages over examples that PEPITA's equations of motion need, by cubature over fixed nodes.</summary>
/// <remarks>
/// With d_k = g(λ_k) − g(λ_k − s_k), s_k = Σ_c P_kc e_c, only moments of d_k appear. Its first-order part p_k = s_k g'(λ_k) is the step of
/// adaptive feedback alignment, whose moments are known in closed form; the cubature sees the rest r_k = d_k − p_k, which is smaller by a
/// factor of the order of s_k, and so are its errors. Without closed forms (ReLU) p = 0.
/// The teacher's outputs at the nodes are computed once. Only moments with the independent variables n behind the fields are taken: those
/// with any field follow by the field's coefficients, and ρ needs no variable of its own because its mean given λ and ν is linear.
/// </remarks>
internal sealed class PepitaAverages
{
    // A dozen arrays of this many numbers stay in a first-level cache of 32 KiB.
    private const int BlockNodes = 256;

    private readonly OrderParameterLayout _layout;
    private readonly SolvableActivation _activation;
    private readonly CubatureNodes _nodes;
    private readonly double[] _teacher;
    private readonly double[] _student;
    private readonly double[] _slopes;
    private readonly double[] _errors;
    private readonly double[] _shift;
    private readonly double[] _difference;
    private readonly double[] _firstOrder;
    private readonly double[] _rest;
    private readonly double[] _variableMoments;
    private readonly double[] _errorMoments;
    private readonly double[] _products;

    public PepitaAverages(TeacherStudentSettings settings, OrderParameterLayout layout)
    {
        (_layout, _activation) = (layout, settings.Activation);
        HasReference = _activation.HasFluctuations;
        Factor = new FieldFactor(layout);
        int noises = settings.LabelNoise > 0 ? layout.Outputs : 0;
        _nodes = CubatureNodes.Of(Factor.Variables + noises, settings.CubaturePoints, mirrored: !_activation.IsOdd);
        _teacher = new double[layout.Outputs * _nodes.Count];
        ReadTeacher(settings, noises);
        _student = new double[layout.Units * BlockNodes];
        _slopes = new double[layout.Units * BlockNodes];
        _errors = new double[layout.Outputs * BlockNodes];
        _shift = new double[BlockNodes];
        _difference = new double[layout.Units * BlockNodes];
        _firstOrder = new double[layout.Units * BlockNodes];
        _rest = new double[layout.Units * BlockNodes];
        _variableMoments = new double[layout.Units * Factor.Variables];
        _errorMoments = new double[layout.Units * layout.Outputs];
        _products = new double[layout.Units * layout.Units];
    }

    /// <summary>Whether p_k is the step of adaptive feedback alignment, and not 0.</summary>
    public bool HasReference { get; }

    /// <summary>The fields as combinations of the variables n, at the state evaluated last.</summary>
    public FieldFactor Factor { get; }

    /// <summary>⟨r_k n_j⟩ for every variable j.</summary>
    public ReadOnlySpan<double> VariableMoments(int k) => _variableMoments.AsSpan(k * Factor.Variables, Factor.Variables);

    /// <summary>⟨r_k e_c⟩.</summary>
    public double ErrorMoment(int k, int c) => _errorMoments[k * _layout.Outputs + c];

    /// <summary>⟨d_k d_l − p_k p_l⟩, k ≤ l.</summary>
    public double Product(int k, int l) => _products[k * _layout.Units + l];

    /// <summary>Takes the averages at a state.</summary>
    public void Evaluate(FieldCovariance covariance, ReadOnlySpan<double> readout, ReadOnlySpan<double> projectionOverlap)
    {
        Factor.Load(covariance);
        Array.Clear(_variableMoments);
        Array.Clear(_errorMoments);
        Array.Clear(_products);
        for (int first = 0; first < _nodes.Count; first += BlockNodes)
        {
            int count = Math.Min(BlockNodes, _nodes.Count - first);
            ReadStudent(first, count);
            ReadErrors(first, count, readout);
            for (int k = 0; k < _layout.Units; k++) Compare(k, count, projectionOverlap);
            Accumulate(first, count);
        }

        Scale(_variableMoments);
        Scale(_errorMoments);
        Scale(_products);
    }

    /// <summary>A g(ν) + σ ζ at every node.</summary>
    private void ReadTeacher(TeacherStudentSettings settings, int noises)
    {
        FieldCovarianceBuffer buffer = new(settings, _layout);
        Factor.Load(buffer.Load(_layout.Pack(settings.Initial)));
        double[] fields = new double[_nodes.Count], activities = new double[_nodes.Count];
        for (int m = 0; m < _layout.TeacherUnits; m++)
        {
            Array.Clear(fields);
            Combine(Factor.Row(_layout.Units + m), 0, fields);
            _activation.Values(fields, activities);
            for (int c = 0; c < _layout.Outputs; c++)
                NodeArithmetic.AddScaled(_teacher.AsSpan(c * _nodes.Count, _nodes.Count), settings.TeacherReadout[c, m], activities);
        }

        for (int c = 0; c < noises; c++)
            NodeArithmetic.AddScaled(
                _teacher.AsSpan(c * _nodes.Count, _nodes.Count), settings.LabelNoise, _nodes.Coordinate(Factor.Variables + c));
    }

    /// <summary>g(λ) and g'(λ).</summary>
    private void ReadStudent(int first, int count)
    {
        for (int k = 0; k < _layout.Units; k++)
        {
            Span<double> fields = Block(_rest, k, count);
            fields.Clear();
            Combine(Factor.Row(k), first, fields);
            if (HasReference) _activation.ValuesAndSlopes(fields, Block(_student, k, count), Block(_slopes, k, count));
            else _activation.Values(fields, Block(_student, k, count));
        }
    }

    /// <summary>e = V g(λ) − A g(ν) − σ ζ.</summary>
    private void ReadErrors(int first, int count, ReadOnlySpan<double> readout)
    {
        for (int c = 0; c < _layout.Outputs; c++)
        {
            Span<double> errors = Block(_errors, c, count);
            errors.Clear();
            NodeArithmetic.AddScaled(errors, -1, _teacher.AsSpan(c * _nodes.Count + first, count));
            for (int k = 0; k < _layout.Units; k++)
                NodeArithmetic.AddScaled(errors, readout[c * _layout.Units + k], Block(_student, k, count));
        }
    }

    /// <summary>d_k, p_k and r_k from λ_k, which lies where r_k goes.</summary>
    private void Compare(int k, int count, ReadOnlySpan<double> projectionOverlap)
    {
        Span<double> shift = _shift.AsSpan(0, count), modulated = Block(_rest, k, count);
        shift.Clear();
        for (int c = 0; c < _layout.Outputs; c++)
            NodeArithmetic.AddScaled(shift, projectionOverlap[k * _layout.Outputs + c], Block(_errors, c, count));
        NodeArithmetic.AddScaled(modulated, -1, shift);
        Span<double> difference = Block(_difference, k, count), firstOrder = Block(_firstOrder, k, count);
        _activation.Values(modulated, difference);
        NodeArithmetic.Subtract(Block(_student, k, count), difference, difference);
        if (HasReference) NodeArithmetic.Multiply(Block(_slopes, k, count), shift, firstOrder);
        NodeArithmetic.Subtract(difference, firstOrder, Block(_rest, k, count));
    }

    private void Accumulate(int first, int count)
    {
        for (int k = 0; k < _layout.Units; k++)
        {
            ReadOnlySpan<double> rest = Block(_rest, k, count);
            for (int j = 0; j < Factor.Variables; j++)
                _variableMoments[k * Factor.Variables + j] += NodeArithmetic.Dot(rest, _nodes.Coordinate(j).Slice(first, count));
            for (int c = 0; c < _layout.Outputs; c++)
                _errorMoments[k * _layout.Outputs + c] += NodeArithmetic.Dot(rest, Block(_errors, c, count));
            for (int l = k; l < _layout.Units; l++)
            {
                // d_k d_l − p_k p_l = d_k r_l + r_k p_l: a difference of two large numbers avoided.
                _products[k * _layout.Units + l] += NodeArithmetic.Dot(Block(_difference, k, count), Block(_rest, l, count))
                    + NodeArithmetic.Dot(rest, Block(_firstOrder, l, count));
            }
        }
    }

    /// <summary>Adds Σ_j coefficient_j n_j at the nodes from <paramref name="first"/> on.</summary>
    private void Combine(ReadOnlySpan<double> coefficients, int first, Span<double> target)
    {
        for (int j = 0; j < coefficients.Length; j++)
            if (coefficients[j] != 0) NodeArithmetic.AddScaled(target, coefficients[j], _nodes.Coordinate(j).Slice(first, target.Length));
    }

    private void Scale(double[] sums)
    {
        for (int i = 0; i < sums.Length; i++) sums[i] /= _nodes.Count;
    }

    private static Span<double> Block(double[] array, int row, int count) => array.AsSpan(row * BlockNodes, count);
}
