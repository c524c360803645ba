namespace Thalweg.Formats.Weights;

/// <summary>What a pickle's calls come to here: dictionaries and tensors, and objects without content for all else.</summary>
internal sealed class PickleCalls(PickleReader reader, TensorRebuilder rebuilder)
{
    // One list of pairs may be named by many calls.
    private const int MostPairs = 100_000;
    public const string Allowed =
        "weights need dictionaries, lists, texts, numbers and tensors only, so save net.state_dict()";
    private const string Hostile =
        "no weights call functions of the system, so trust nothing of this file and open it with no other program";

    private int copied;

    public PickleGlobal Global(string module, string name) =>
        PickleNames.IsHostile(module, name)
            ? throw reader.Refusal($"{Excerpt.Of(module)}.{Excerpt.Of(name)}", Hostile)
            : PickleNames.Of(module, name);

    /// <param name="parts">The function or type, and a tuple of arguments.</param>
    public object Call(object?[] parts)
    {
        if (parts is not [PickleGlobal callable, PickleTuple { Items: var arguments }])
        {
            throw reader.Fault($"calls {PickleWords.Of(parts[0])} with {PickleWords.Of(parts[1])}: {Allowed}");
        }
        return callable.Meaning switch
        {
            PickleMeaning.Dictionary => Dictionary(arguments),
            PickleMeaning.RebuildTensor => rebuilder.Tensor(reader, arguments),
            PickleMeaning.RebuildParameter => TensorRebuilder.Parameter(reader, arguments),
            PickleMeaning.RebuildFromType => rebuilder.FromType(reader, arguments),
            PickleMeaning.Storage => throw reader.Fault("calls a storage type, which no state_dict does"),
            _ => new PickleObject(callable),
        };
    }

    /// <summary>Sets attributes, which do not concern values; a <c>state_dict</c> carries the versions of its modules so.</summary>
    public void SetState(object? target, object? state)
    {
        switch (target)
        {
            case PickleObject or PickleTensor or PickleList:
                break;
            case PickleDictionary when state is PickleDictionary { Items: var attributes }:
                if (attributes.Keys.FirstOrDefault(name => name != "_metadata") is { } other)
                {
                    throw reader.Refusal(
                        $"the attribute '{Excerpt.Of(other)}'",
                        "only _metadata is expected on a state_dict"
                    );
                }
                break;
            default:
                throw reader.Fault($"sets the state of {PickleWords.Of(target)} to {PickleWords.Of(state)}: {Allowed}");
        }
    }

    /// <summary>The dictionary of a call: empty, another one, or of pairs, as Python 2 wrote ordered ones.</summary>
    private PickleDictionary Dictionary(object?[] arguments)
    {
        switch (arguments is [] ? null : arguments[^1])
        {
            case PickleDictionary same:
                return same;
            case PickleList { Items: var pairs }:
                copied += pairs.Count;
                if (copied > MostPairs)
                {
                    throw reader.Fault(
                        $"fills dictionaries with more than {MostPairs} pairs, which no state_dict needs"
                    );
                }
                var made = new PickleDictionary();
                foreach (var pair in pairs)
                {
                    var (key, value) = pair switch
                    {
                        PickleList { Items: [var first, var second] } => (first, second),
                        PickleTuple { Items: [var first, var second] } => (first, second),
                        _ => throw reader.Fault($"fills a dictionary with {PickleWords.Of(pair)}, expected pairs"),
                    };
                    made.Set(reader, key, value);
                }
                return made;
            default:
                return new PickleDictionary();
        }
    }
}
