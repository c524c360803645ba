using System.Reflection;

namespace Thalweg.Architecture.Tests;

/// <summary>Namespaces of one project use each other in one direction, so that each can be read without the ones above it.</summary>
public sealed class NamespaceCycleTests
{
    public static TheoryData<string> Libraries { get; } = [.. Library.Names];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Namespaces_form_no_cycle(string library)
    {
        var uses = Uses(Library.Load(library));
        var cycle = Cycle(uses.Keys.ToLookup(edge => edge.From, edge => edge.To));
        var links = cycle.Zip(cycle.Skip(1).Append(cycle.FirstOrDefault()!), (from, to) => uses[(from, to)]);
        Assert.True(cycle.Count == 0, "move what closes the cycle to where it belongs:\n" + string.Join("\n", links));
    }

    private static Dictionary<(string From, string To), string> Uses(Assembly assembly)
    {
        var uses = new Dictionary<(string From, string To), string>();
        foreach (var type in assembly.GetTypes().Where(t => t.Namespace is not null))
        {
            foreach (var used in TypeUses.Of(type).SelectMany(TypeUses.Parts).Where(u => u.Assembly == assembly))
            {
                if (used.Namespace is { } to && to != type.Namespace)
                {
                    uses.TryAdd((type.Namespace!, to), $"{type.FullName} uses {used.FullName}");
                }
            }
        }
        return uses;
    }

    /// <summary>The namespaces of one cycle in its order; empty where there is none.</summary>
    private static List<string> Cycle(ILookup<string, string> edges)
    {
        var done = new HashSet<string>();
        var path = new List<string>();
        List<string> Visit(string at)
        {
            if (path.IndexOf(at) is var start && start >= 0)
            {
                return path[start..];
            }
            if (done.Contains(at))
            {
                return [];
            }
            path.Add(at);
            foreach (var next in edges[at].Order(StringComparer.Ordinal))
            {
                if (Visit(next) is { Count: > 0 } cycle)
                {
                    return cycle;
                }
            }
            path.RemoveAt(path.Count - 1);
            done.Add(at);
            return [];
        }
        return edges
            .Select(group => group.Key)
            .Order(StringComparer.Ordinal)
            .Select(Visit)
            .FirstOrDefault(cycle => cycle.Count > 0, []);
    }
}
