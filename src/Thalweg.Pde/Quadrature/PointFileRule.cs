using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Thalweg.Formats.Arrays;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>
/// Points and weights from a file: arrays <c>nodes</c> [n, d] and <c>weights</c> [n], where a boundary term is wanted in
/// d ≥ 2 <c>boundary_nodes</c> [m, d] and <c>boundary_weights</c> [m], and where an initial term is wanted
/// <c>initial_nodes</c> [k, d] and <c>initial_weights</c> [k]. A weight may have any sign; those of a part sum to its measure, unless
/// <see cref="Measure"/> says otherwise. <c>points:FILE.npz</c>.
/// </summary>
public sealed partial class PointFileRule : QuadratureRule
{
    private const string TheirMeasure =
        "weights that sum to it; correct them, or write points(file=FILE, measure=scaled) to scale them to that sum, or "
        + "measure=given to take them as they are";

    private static readonly string[] Names =
    [
        "nodes",
        "weights",
        "boundary_nodes",
        "boundary_weights",
        "initial_nodes",
        "initial_weights",
    ];

    private readonly string file;
    private readonly int dimension;
    private readonly PointSet interior;
    private readonly PointSet? boundary;
    private readonly PointSet? initial;

    private PointFileRule(string file, IReadOnlyDictionary<string, NpyArray> arrays, PointMeasure measure)
    {
        this.file = file;
        Measure = measure;
        foreach (var name in arrays.Keys)
        {
            if (!Names.Contains(name))
            {
                throw Invalid(
                    $"holds an array '{name}', expected nodes, weights and optionally boundary_nodes, boundary_weights, "
                        + "initial_nodes, initial_weights: remove or rename it"
                );
            }
        }
        interior = Points(arrays, "nodes", "weights", null);
        dimension = interior.Dimension;
        boundary = Optional(arrays, "boundary_nodes", "boundary_weights");
        initial = Optional(arrays, "initial_nodes", "initial_weights");
        Fingerprint = initial is null
            ? Hash(interior, boundary)
            : Hash(interior, boundary ?? new PointSet(dimension, [], []), initial);
    }

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="ArgumentException">The arrays are missing, of wrong shape or not finite.</exception>
    /// <exception cref="ArrayFormatException">The file is no readable archive of arrays.</exception>
    public static PointFileRule Load(string path, PointMeasure measure = PointMeasure.Volume) =>
        new(path, NpzFile.Read(path), measure);

    public override string Name =>
        Measure == PointMeasure.Volume
            ? $"points:{file}"
            : $"points(file={file}, measure={Measure.ToString().ToLowerInvariant()})";

    /// <summary>What the weights are measured against.</summary>
    public PointMeasure Measure { get; }

    public override bool IntegratesOne => Measure != PointMeasure.Given;

    /// <summary>SHA-256 of the points and weights in hexadecimal: the name tells which file, this tells what was in it.</summary>
    public string Fingerprint { get; }

    public override int CountOn(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return interior.Count;
    }

    private PointSet Measured(PointSet points, Domain domain, DomainPart part)
    {
        if (Measure != PointMeasure.Scaled)
        {
            return points;
        }
        var factor = domain.MeasureOf(part) / points.Weights.Sum();
        return points with { Weights = [.. points.Weights.Select(weight => weight * factor)] };
    }

    public override PointSet Interior(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        Require(domain, DomainPart.Interior);
        return Measured(interior, domain, DomainPart.Interior);
    }

    public override PointSet Boundary(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        Require(domain, DomainPart.Boundary);
        return boundary is null ? EndPoints(domain) : Measured(boundary, domain, DomainPart.Boundary);
    }

    public override PointSet Initial(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        Require(domain, DomainPart.Initial);
        return Measured(initial!, domain, DomainPart.Initial);
    }

    private PointSet? Optional(IReadOnlyDictionary<string, NpyArray> arrays, string nodesName, string weightsName) =>
        arrays.ContainsKey(nodesName) || arrays.ContainsKey(weightsName)
            ? Points(arrays, nodesName, weightsName, dimension)
            : null;

    private PointSet Points(
        IReadOnlyDictionary<string, NpyArray> arrays,
        string nodesName,
        string weightsName,
        int? expectedDimension
    )
    {
        var nodes = Required(arrays, nodesName);
        var weights = Required(arrays, weightsName);
        if (
            nodes.Shape.Length != 2
            || nodes.Shape[0] < 1
            || nodes.Shape[1] < 1
            || (expectedDimension ?? nodes.Shape[1]) != nodes.Shape[1]
        )
        {
            throw Invalid(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"has '{nodesName}' of shape {Described(nodes.Shape)}, expected [points, {expectedDimension?.ToString(CultureInfo.InvariantCulture) ?? "dimension"}]: write one row per point"
                )
            );
        }
        var (count, d) = (nodes.Shape[0], nodes.Shape[1]);
        if (weights.Shape.Length != 1 || weights.Shape[0] != count)
        {
            throw Invalid(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"has '{weightsName}' of shape {Described(weights.Shape)}, expected [{count}]: write one weight per row of '{nodesName}'"
                )
            );
        }
        var coordinates = new double[count * d];
        for (var i = 0; i < count; i++)
        {
            RequireFinite(weights.Values[i], weightsName, i);
            for (var k = 0; k < d; k++)
            {
                RequireFinite(nodes.Values[i * d + k], nodesName, i);
                coordinates[k * count + i] = nodes.Values[i * d + k];
            }
        }
        return new PointSet(d, coordinates, [.. weights.Values]);
    }

    private NpyArray Required(IReadOnlyDictionary<string, NpyArray> arrays, string name) =>
        arrays.TryGetValue(name, out var array)
            ? array
            : throw Invalid(
                $"has no array '{name}', found {(arrays.Count == 0 ? "none" : string.Join(", ", arrays.Keys.Order(StringComparer.Ordinal)))}: add it"
            );

    private void RequireFinite(double value, string name, int index)
    {
        if (!double.IsFinite(value))
        {
            throw Invalid(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"has {value} in '{name}' at index {index}, expected finite numbers: repair or remove that point"
                )
            );
        }
    }

    private ArgumentException Invalid(string what) => new(Sentence(what));

    private string Sentence(string what) => $"points file '{file}' {what}";

    private static string Described(int[] shape) => $"[{string.Join(", ", shape)}]";

    private static string Hash(params ReadOnlySpan<PointSet?> sets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (var set in sets)
        {
            foreach (var values in set is null ? [] : new[] { set.Coordinates, set.Weights })
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes, values.Length);
                hash.AppendData(bytes);
                foreach (var value in values)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                    hash.AppendData(bytes);
                }
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
