namespace Thalweg.Studies.Sources.External;

/// <summary>What a process is asked for; the numbers are those of the protocol (docs/external.md).</summary>
internal enum Request : long
{
    Values = 1,
    Gradient = 2,
    Products = 3,
    Residuals = 4,
    JacobianRows = 5,
    Start = 6,
}

/// <summary>One request with the doubles that go with it, and the places where the doubles of the answer belong, in order.</summary>
/// <param name="Count">Parameter vectors, vectors or rows.</param>
/// <param name="Option">What is wanted beside losses, the first row, or the seed.</param>
internal readonly record struct Exchange(Request Request, long Count, long Option)
{
    /// <summary>Set in <see cref="Option"/> where terms are wanted.</summary>
    public const long Terms = 1;

    /// <summary>Set in <see cref="Option"/> where metrics are wanted.</summary>
    public const long Metrics = 2;

    public ReadOnlyMemory<double> Parameters { get; init; }

    public ReadOnlyMemory<double> Vectors { get; init; }

    public Memory<double> First { get; init; }

    public Memory<double> Second { get; init; }

    public Memory<double> Third { get; init; }

    public int Sent => Parameters.Length + Vectors.Length;

    public int Expected => First.Length + Second.Length + Third.Length;

    /// <summary>What is awaited, for messages.</summary>
    public string Describe() =>
        Request switch
        {
            Request.Values => Count == 1 ? "a value" : $"{Count} values",
            Request.Gradient => "a gradient",
            Request.Products => $"{Count} products with the Hessian",
            Request.Residuals => "the residuals",
            Request.JacobianRows => $"{Count} rows of the Jacobian",
            _ => "a start",
        };
}
