using System.Globalization;

namespace Thalweg.Networks;

public sealed partial class Network
{
    /// <summary>Networks side by side: the outputs of the first, then those of the second and so on, over the same inputs or some of them. θ is
    /// theirs, one after the other.</summary>
    /// <exception cref="ArgumentException">No part, two of one name, or one that reads inputs that there are not.</exception>
    public static Network Joined(int inputs, params IReadOnlyList<NetworkPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        RequirePositive(inputs, nameof(inputs));
        if (parts.Count == 0)
        {
            throw new ArgumentException("got no network, expected at least one", nameof(parts));
        }
        var builder = new Builder(inputs, NetworkBiases.All);
        var heads = new List<int>();
        foreach (var part in parts)
        {
            if (parts.Count(p => p.Name == part.Name) > 1)
            {
                throw new ArgumentException(
                    $"got two parts named '{part.Name}', expected a name for each",
                    nameof(parts)
                );
            }
            if (part.FirstInput < 0 || part.FirstInput + part.Network.Inputs > inputs)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"'{part.Name}' reads {part.Network.Inputs} inputs from {part.FirstInput} on, expected some of 0 to {inputs - 1}"
                    ),
                    nameof(parts)
                );
            }
            heads.Add(builder.Insert(part.Name, part.Network, part.FirstInput));
        }
        builder.Join(heads);
        return new Network(
            string.Join(" + ", parts.Select(p => $"{p.Name}: {p.Network.Name}")),
            inputs,
            parts.Sum(p => p.Network.Outputs),
            builder,
            parts[0].Network.Features
        );
    }

    /// <summary>A number that is learned, the same at every point: k(x; θ) = θ.</summary>
    /// <param name="start">What it is before training.</param>
    public static Network Number(int inputs, double start)
    {
        RequirePositive(inputs, nameof(inputs));
        if (!double.IsFinite(start))
        {
            throw new ArgumentOutOfRangeException(
                nameof(start),
                start,
                string.Create(CultureInfo.InvariantCulture, $"got {start}, expected a finite number")
            );
        }
        var builder = new Builder(inputs, NetworkBiases.All);
        builder.Constant("value", start);
        return new Network(string.Create(CultureInfo.InvariantCulture, $"number(start={start:R})"), inputs, 1, builder);
    }

    /// <summary>The network at x and, behind its outputs, once more at x + shift, with the same θ: what conditions between two places need.</summary>
    /// <param name="shift">[d].</param>
    /// <exception cref="ArgumentException">Not as many numbers as inputs, or one that is not finite.</exception>
    public Network WithImage(IReadOnlyList<double> shift)
    {
        ArgumentNullException.ThrowIfNull(shift);
        if (shift.Count != Inputs || shift.Any(s => !double.IsFinite(s)))
        {
            throw new ArgumentException(
                $"got {shift.Count} numbers, expected {Inputs} finite ones, as there are inputs",
                nameof(shift)
            );
        }
        var builder = new Builder(Inputs, NetworkBiases.All);
        builder.Share(this, 0, Layout.Tensors);
        var here = builder.Nodes.Count - 1;
        var identity = Enumerable.Range(0, Inputs * Inputs).Select(i => i / Inputs == i % Inputs ? 1.0 : 0.0);
        var there = builder.Share(this, builder.Fix(new FixedMap([.. identity], [.. shift])), []);
        builder.Join([here, there]);
        var text = string.Join("; ", shift.Select(s => s.ToString("R", CultureInfo.InvariantCulture)));
        return new Network($"{Name} and at x + ({text})", Inputs, 2 * Outputs, builder, Features);
    }

    /// <summary>Columns of the weights of a node: none of a constant.</summary>
    internal int Columns(int node) => Nodes[node].Kind == NodeKind.Constant ? 0 : Nodes[Nodes[node].Source].Width;

    private static bool[] GivenIn(IReadOnlyList<NetworkNode> nodes)
    {
        var given = new bool[nodes.Count];
        for (var i = 0; i < given.Length; i++)
        {
            var node = nodes[i];
            given[i] = node.Kind switch
            {
                NodeKind.Input => true,
                NodeKind.Linear or NodeKind.Constant => false,
                NodeKind.Join => node.Sources!.All(s => given[s]),
                NodeKind.Sum or NodeKind.Product => given[node.Source] && given[node.Second],
                _ => given[node.Source],
            };
        }
        return given;
    }
}
