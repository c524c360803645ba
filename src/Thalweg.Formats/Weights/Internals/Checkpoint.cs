using System.Globalization;

namespace Thalweg.Formats.Weights;

/// <summary>Finds the dictionary of tensors in what a training saved: beside it may stand epochs, losses, the state of an optimizer.</summary>
internal static class Checkpoint
{
    private const int Deepest = 8;
    private const int MostShown = 8;
    private const string Expected = "expected a dictionary of tensors: save net.state_dict()";

    private sealed record Found(string Path, IReadOnlyCollection<KeyValuePair<string, object?>> Entries);

    /// <summary>The dictionary of tensors, which must be the only one.</summary>
    public static ChosenState Only(WeightSource source, object? root) => Within(source, root, "");

    /// <summary>The dictionary at a path of keys joined by '/', or the entries whose names begin with the part and a dot.</summary>
    public static ChosenState Named(WeightSource source, object? root, string part)
    {
        if (TryResolve(root, part, out var value))
        {
            return value is PickleTensor
                ? new ChosenState([KeyValuePair.Create(part, (object?)value)], [])
                : Within(source, value, part);
        }
        for (var cut = part.LastIndexOf('/'); ; cut = cut > 0 ? part.LastIndexOf('/', cut - 1) : -1)
        {
            if (Begun(root, cut < 0 ? "" : part[..cut], part[(cut + 1)..]) is { Count: > 0 } begun)
            {
                return new ChosenState(begun, []);
            }
            if (cut < 0)
            {
                break;
            }
        }
        throw source.Fault($"it has no part {StoredTensor.Show(part)}; {Parts(root)}");
    }

    /// <summary>The entries of the only dictionary at a path whose names begin so.</summary>
    private static List<KeyValuePair<string, object?>> Begun(object? root, string path, string start)
    {
        var value = root;
        if (path.Length > 0 && !TryResolve(root, path, out value))
        {
            return [];
        }
        return Find(value) is [var only]
            ? [.. only.Entries.Where(entry => entry.Key.StartsWith(start + ".", StringComparison.Ordinal))]
            : [];
    }

    private static ChosenState Within(WeightSource source, object? value, string path)
    {
        var place = path.Length == 0 ? "it" : $"its part {StoredTensor.Show(path)}";
        if (Children(value) is { Count: > 0 } entries && IsState(entries))
        {
            return new ChosenState(entries, []);
        }
        var found = Find(value);
        return found switch
        {
            [] => throw source.Fault(
                value is PickleDictionary { Items: { Count: > 0 } items }
                    ? $"{place} holds no tensors of parameters but {Shown(items.Select(e => $"{StoredTensor.Show(e.Key)} ({PickleWords.Of(e.Value)})"))}, {Expected}"
                : value is PickleDictionary ? $"{place} holds no tensors of parameters, {Expected}"
                : $"{place} holds {PickleWords.Of(value)}, {Expected}"
            ),
            [var only] => new ChosenState(
                only.Entries,
                only.Path.Length == 0
                    ? []
                    :
                    [
                        $"took its part {StoredTensor.Show(Join(path, only.Path))}, the only one with the tensors of a network",
                    ]
            ),
            _ => throw source.Fault(
                $"{place} holds several dictionaries of tensors, {Shown(found.Select(f => Describe(path, f)))}: name one, as in "
                    + $"{source.Name}#{Excerpt.Of(Join(path, found[0].Path))}"
            ),
        };
    }

    /// <summary>Dictionaries that may be those of a network: of tensors alone, or else with tensors among other things; those with a
    /// matrix, or else with any tensor.</summary>
    private static List<Found> Find(object? root)
    {
        var all = Search(root);
        var pure = all.FindAll(found => IsState(found.Entries));
        var candidates = pure.Count > 0 ? pure : all;
        return candidates.Exists(HasMatrix) ? candidates.FindAll(HasMatrix) : candidates;
    }

    private static List<Found> Search(object? root)
    {
        var found = new List<Found>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<(object? Value, string Path, int Depth)>([(root, "", 0)]);
        while (queue.TryDequeue(out var next))
        {
            if (next.Value is not (PickleDictionary or PickleList or PickleTuple) || !seen.Add(next.Value))
            {
                continue;
            }
            if (next.Value is PickleDictionary dictionary && IsOptimizer(dictionary))
            {
                continue;
            }
            var children = Children(next.Value);
            // A list of tensors is that of parameters(); one that holds more is none of a network.
            if (next.Value is PickleDictionary ? children.Any(IsParameter) : IsState(children))
            {
                found.Add(new Found(next.Path, children));
            }
            if (next.Depth == Deepest)
            {
                continue;
            }
            foreach (var (key, value) in children)
            {
                if (value is PickleDictionary or PickleList or PickleTuple)
                {
                    queue.Enqueue((value, Join(next.Path, key), next.Depth + 1));
                }
            }
        }
        return found;
    }

    private static IReadOnlyCollection<KeyValuePair<string, object?>> Children(object? value) =>
        value switch
        {
            PickleDictionary { Items: var items } => items,
            PickleList { Items: var items } => Numbered(items),
            PickleTuple { Items: var items } => Numbered(items),
            _ => [],
        };

    // Histories of losses are long, and hold nothing to look for.
    private static KeyValuePair<string, object?>[] Numbered(IReadOnlyList<object?> items) =>
        items.Any(item => item is PickleTensor or PickleDictionary or PickleList or PickleTuple)
            ? [.. items.Select((item, i) => KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), item))]
            : [];

    /// <summary>Follows keys, which may hold slashes themselves.</summary>
    private static bool TryResolve(object? value, string path, out object? found)
    {
        foreach (var (key, child) in Children(value))
        {
            if (key == path)
            {
                found = child;
                return true;
            }
            if (
                path.Length > key.Length
                && path[key.Length] == '/'
                && path.StartsWith(key, StringComparison.Ordinal)
                && TryResolve(child, path[(key.Length + 1)..], out found)
            )
            {
                return true;
            }
        }
        found = null;
        return false;
    }

    private static bool IsState(IReadOnlyCollection<KeyValuePair<string, object?>> entries) =>
        entries.All(entry => entry.Value is PickleTensor or null) && entries.Any(IsParameter);

    private static bool IsParameter(KeyValuePair<string, object?> entry) =>
        entry.Value is PickleTensor { Role: not ElementRole.Count };

    private static bool IsOptimizer(PickleDictionary dictionary) =>
        dictionary.Items.ContainsKey("state") && dictionary.Items.ContainsKey("param_groups");

    private static bool HasMatrix(Found found) =>
        found.Entries.Any(entry => IsParameter(entry) && entry.Value is PickleTensor { Shape.Length: > 1 });

    private static string Describe(string path, Found found)
    {
        var count = found.Entries.Count(IsParameter);
        return $"{StoredTensor.Show(Join(path, found.Path))} ({count} {(count == 1 ? "tensor" : "tensors")})";
    }

    private static string Parts(object? root)
    {
        var found = Find(root);
        return found.Exists(f => f.Path.Length > 0) ? $"it has {Shown(found.Select(f => Describe("", f)))}"
            : root is PickleDictionary { Items: { Count: > 0 } items }
                ? $"it has {Shown(items.Keys.Select(StoredTensor.Show))}"
            : $"it holds {PickleWords.Of(root)}";
    }

    private static string Shown(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        return all.Count <= MostShown
            ? string.Join(", ", all)
            : $"{string.Join(", ", all.Take(MostShown))} and {all.Count - MostShown} more";
    }

    private static string Join(string path, string key) =>
        path.Length == 0 ? key
        : key.Length == 0 ? path
        : $"{path}/{key}";
}
