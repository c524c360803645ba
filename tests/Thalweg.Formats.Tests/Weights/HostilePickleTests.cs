using Thalweg.Formats.Weights;
using static Thalweg.Formats.Tests.Weights.Pickled;

namespace Thalweg.Formats.Tests.Weights;

/// <summary>Pickles that lie, and what they are told.</summary>
public sealed class HostilePickleTests
{
    private const long Huge = 1L << 60;

    private static readonly Dictionary<string, (byte[] File, string Expected)> Cases = new()
    {
        ["a function of the system"] = (
            Legacy([.. "cposix\nsystem\n"u8, .. Tuple(Text("echo")), (byte)'R'], []),
            $"posix.system is not allowed (byte {ObjectStart + 2}): no weights call functions of the system"
        ),
        ["a function named from the stack"] = (
            Legacy([.. Text("builtins"), .. Text("exec"), 0x93], []),
            $"builtins.exec is not allowed (byte {ObjectStart + 2 + 13 + 9})"
        ),
        ["a name with control characters"] = (
            Legacy("cos\u001b[31m\nsys\u0007tem\n"u8.ToArray(), []),
            "it holds the name os?[31m.sys?tem, expected a dictionary of tensors"
        ),
        ["a name that never ends"] = (Legacy([(byte)'c', .. new byte[1000]], []), "has a name of more than 256 bytes"),
        ["an object of a class"] = (
            Legacy([.. "cmine\nNet\n"u8, (byte)')', 0x81], []),
            "it holds an object of mine.Net, expected a dictionary of tensors: save net.state_dict()"
        ),
        ["an object of no class"] = (Legacy([.. Dictionary, (byte)')', 0x81], []), "calls a dictionary with a tuple"),
        ["a function beside a network"] = (
            Legacy(
                [
                    .. Entry(Tensor(Storage("0", 1), 0, Numbers(1), Numbers(1))),
                    .. Text("b"),
                    .. "csubprocess\nPopen\n"u8,
                    (byte)'s',
                ],
                ["0"],
                Values(1)
            ),
            "subprocess.Popen is not allowed"
        ),
        ["an extension by its number"] = (Legacy([0x82, 1], []), "the pickle instruction 0x82 is not allowed"),
        ["pairs that are copied again and again"] = (
            Legacy(
                [
                    .. "]q\0("u8,
                    .. Enumerable.Range(0, 2000).SelectMany<int, byte>(i => [.. Number(i), (byte)'N', 0x86]),
                    (byte)'e',
                    .. Enumerable
                        .Range(0, 600)
                        .SelectMany<int, byte>(_ =>
                            [.. "ccollections\nOrderedDict\nh\0"u8, 0x85, (byte)'R', (byte)'0']
                        ),
                ],
                []
            ),
            "fills dictionaries with more than 100000 pairs"
        ),
        ["text evaluated as code"] = (
            Legacy("S'x'\n"u8.ToArray(), []),
            "the pickle instruction 'S' is not allowed (byte"
        ),
        ["a call of a text"] = (Legacy([.. Text("f"), (byte)')', (byte)'R'], []), "calls the text 'f' with a tuple"),
        ["a call of a storage type"] = (Legacy("ctorch\nDoubleStorage\n)R"u8.ToArray(), []), "calls a storage type"),
        ["a dictionary filled by a call with no pairs"] = (
            Legacy([.. "ccollections\nOrderedDict\n"u8, .. Tuple("](Ne"u8.ToArray()), (byte)'R'], []),
            "fills a dictionary with None, expected pairs"
        ),
        ["an attribute on the dictionary"] = (
            Legacy([.. Dictionary, (byte)'}', .. Text("__class__"), (byte)'}', (byte)'s', (byte)'b'], []),
            "the attribute '__class__' is not allowed"
        ),
        ["a state set on a text"] = (
            Legacy([.. Text("x"), (byte)'}', (byte)'b'], []),
            "sets the state of the text 'x'"
        ),
        ["source code in place of a storage"] = (
            Legacy([.. Tuple(Text("module"), Text("Net"), Text("net.py"), Text("class Net: ...")), (byte)'Q'], []),
            "refers to something other than a storage: save net.state_dict(), not the network itself"
        ),
        ["a storage of 2^60 values"] = (
            Legacy(Entry(Tensor(Storage("0", Huge), 0, Numbers(1), Numbers(1))), ["0"], Values(1)),
            "declares a storage of 1152921504606846976 values of 8 bytes, but the file has"
        ),
        ["a storage of negative size"] = (Legacy(Storage("0", -1), []), "declares a storage of -1 values"),
        ["a storage of two sizes"] = (
            Legacy([.. Storage("0", 1), .. Storage("0", 2)], []),
            "declares the storage '0' twice with different types or sizes"
        ),
        ["a view outside its storage"] = (
            Legacy(Storage("0", 2, "DoubleStorage", Tuple(Text("v"), Number(1), Number(2))), []),
            "declares a view that does not lie within the 2 values of its storage '0'"
        ),
        ["a tensor of 2^60 values without memory"] = (
            Legacy(Entry(Tensor(Storage("0", 1), 0, Numbers(1 << 30, 1 << 30), Numbers(0, 0))), ["0"], Values(1)),
            "rebuilds a tensor of shape [1073741824, 1073741824], more values than the file has bytes"
        ),
        ["an extent beyond 2^31"] = (
            Legacy(Entry(Tensor(Storage("0", 1), 0, Numbers(Huge, 0), Numbers(0, 0))), ["0"], Values(1)),
            "extents or strides that are not whole numbers from 0, extents below 2^31"
        ),
        ["a negative extent"] = (
            Legacy(Entry(Tensor(Storage("0", 1), 0, Numbers(-1), Numbers(1))), ["0"], Values(1)),
            "extents or strides that are not whole numbers from 0"
        ),
        ["a negative stride"] = (
            Legacy(Entry(Tensor(Storage("0", 2), 1, Numbers(2), Numbers(-1))), ["0"], Values(1, 2)),
            "extents or strides that are not whole numbers from 0"
        ),
        ["strides that leave the storage"] = (
            Legacy(Entry(Tensor(Storage("0", 4), 0, Numbers(2, 2), Numbers(3, 1))), ["0"], Values(1, 2, 3, 4)),
            "rebuilds a tensor of shape [2, 2] from value 0 on, which reaches outside its storage of 4 values"
        ),
        ["strides that overflow"] = (
            Legacy(
                Entry(Tensor(Storage("0", 4), 0, Numbers(3, 3), Numbers(long.MaxValue, long.MaxValue))),
                ["0"],
                Values(1, 2, 3, 4)
            ),
            "reaches outside its storage of 4 values"
        ),
        ["an offset outside the storage"] = (
            Legacy(Entry(Tensor(Storage("0", 1), long.MaxValue, Numbers(1), Numbers(1))), ["0"], Values(1)),
            "from value 9223372036854775807 on, which reaches outside its storage of 1 values"
        ),
        ["a negative offset"] = (
            Legacy(Entry(Tensor(Storage("0", 1), -1, Numbers(1), Numbers(1))), ["0"], Values(1)),
            "from value -1 on, which reaches outside"
        ),
        ["more extents than strides"] = (
            Legacy(Entry(Tensor(Storage("0", 1), 0, Numbers(1, 1), Numbers(1))), ["0"], Values(1)),
            "with 2 extents and 1 strides"
        ),
        ["a hundred axes"] = (
            Legacy(Entry(Tensor(Storage("0", 1), 0, Numbers(new long[100]), Numbers(new long[100]))), ["0"], Values(1)),
            "with 100 extents and 100 strides, expected as many, at most 64"
        ),
        ["a tensor without a storage"] = (
            Legacy(Entry(Tensor(Text("s"), 0, Numbers(1), Numbers(1))), []),
            "rebuilds a tensor from arguments that PyTorch does not write"
        ),
        ["a text longer than the file"] = (
            Legacy([(byte)'X', 0xff, 0xff, 0xff, 0xff, (byte)'a'], []),
            "bytes left where 4294967295 are needed: it is cut short or damaged"
        ),
        ["a text that is no UTF-8"] = (Legacy([(byte)'X', 1, 0, 0, 0, 0xff], []), "has a text that is not valid UTF-8"),
        ["a memory that was never filled"] = (
            Legacy([(byte)'j', 0xff, 0xff, 0xff, 0xff], []),
            "recalls object 4294967295, which was never"
        ),
        ["an empty stack"] = (Legacy([(byte)'R'], []), "needs an object that is not there"),
        ["a mark that was never set"] = (Legacy([(byte)'t'], []), "refers to a mark that was never set"),
        ["an item taken across a mark"] = (
            Legacy([(byte)'N', (byte)'(', 0x85], []),
            "needs an object that is not there"
        ),
        ["a key twice, as a number and as a text"] = (
            Legacy([.. Dictionary, .. Text("1"), (byte)'N', (byte)'s', .. Number(1), (byte)'N', (byte)'s'], []),
            "has a dictionary with the key '1' twice"
        ),
        ["a key twice"] = (
            Legacy([.. Dictionary, .. Text("a"), (byte)'N', (byte)'s', .. Text("a"), (byte)'N', (byte)'s'], []),
            "has a dictionary with the key 'a' twice"
        ),
        ["keys without values"] = (
            Legacy([.. Dictionary, (byte)'(', .. Text("a"), (byte)'u'], []),
            "sets 1 keys and values of a dictionary"
        ),
        ["an item appended to nothing"] = (
            Legacy([(byte)'N', (byte)'N', (byte)'a'], []),
            "appends to None, expected a list"
        ),
        ["objects left on the stack"] = (Legacy([(byte)'N', (byte)'N'], []), "stops with 2 objects and 0 open marks"),
        ["a dictionary that holds itself"] = (
            Legacy([.. Dictionary, (byte)'q', 0, .. Text("a"), (byte)'h', 0, (byte)'s'], []),
            "it holds no tensors of parameters"
        ),
        ["a million nested tuples"] = (
            Legacy([(byte)'N', .. Enumerable.Repeat((byte)0x85, 1_100_000)], []),
            "has more than 1000000 instructions, which no state_dict needs"
        ),
        ["nesting within the limit"] = (
            Legacy(Entry([(byte)'N', .. Enumerable.Repeat((byte)0x85, 200_000)]), []),
            "it holds no tensors of parameters"
        ),
        ["tuples that double forty times"] = (
            Legacy(
                Entry([
                    (byte)'N',
                    .. Enumerable.Repeat<byte[]>([(byte)'q', 0, (byte)'h', 0, 0x86], 40).SelectMany(b => b),
                ]),
                []
            ),
            "it holds no tensors of parameters"
        ),
        ["a million empty dictionaries"] = (
            Legacy([.. Enumerable.Repeat((byte)'}', 1_100_000)], []),
            "has more than 1000000 instructions"
        ),
        ["a storage that is not listed"] = (
            Legacy(Entry(Tensor(Storage("0", 1), 0, Numbers(1), Numbers(1))), []),
            "it has 0 storages, but its tensors refer to 1"
        ),
        ["a storage listed twice"] = (
            Legacy(Entry(Tensor(Storage("0", 1), 0, Numbers(1), Numbers(1))), ["0", "0"], [.. Values(1), .. Values(1)]),
            "its list of storages has the text '0', expected each storage of its tensors once"
        ),
        ["a storage that nobody wants"] = (
            Legacy(Dictionary, ["9"], Values(1)),
            "its list of storages has the text '9'"
        ),
        ["a storage with another count"] = (
            Legacy(Entry(Tensor(Storage("0", 1), 0, Numbers(1), Numbers(1))), ["0"], Values(1, 2)),
            "has 2 values, but its tensors expect 1"
        ),
        ["bytes after the last storage"] = (
            Legacy(Dictionary, [], 1, 2, 3),
            "it has 3 bytes after its last storage, expected none"
        ),
        ["another protocol"] = (
            [.. Legacy([], [])[..(ObjectStart - 4 - 10 - 3)], .. Whole(Number(1000))],
            "its protocol is not 1001"
        ),
        ["protocol 0"] = ([0x80, 0, (byte)'.'], "does not start with protocol 2 to 5"),
        ["a number of two gigabytes"] = ([0x80, 2, 0x8b, 255, 255, 255, 127], "has a whole number of 2147483647 bytes"),
        ["digits that are none"] = (Legacy("I12x\n"u8.ToArray(), []), "has '12x' where a whole number is expected"),
        ["a storage of an unknown type"] = (
            Legacy(Storage("0", 1, "StrangeStorage"), []),
            "refers to a storage of the unknown type torch.StrangeStorage"
        ),
        ["attributes of a tensor that is none"] = (
            Legacy([.. "ctorch._utils\n_rebuild_parameter_with_state\n"u8, .. Tuple(Text("w")), (byte)'R'], []),
            "rebuilds a parameter from arguments that PyTorch does not write"
        ),
        ["a tensor of a class by a function of another module"] = (
            Legacy(
                [
                    .. "ctorch._tensor\n_rebuild_from_type_v2\n"u8,
                    .. Tuple("cmine\nmake\n"u8.ToArray(), "cmine\nTensor\n"u8.ToArray(), Tuple(), Dictionary),
                    (byte)'R',
                ],
                []
            ),
            "rebuilds a tensor by a function that PyTorch does not name"
        ),
        ["an endless number"] = ([0x80, 2, 0x8a, 255, 1], "has 1 bytes left where 255 are needed"),
        ["another magic number"] = (Whole(Number(7)), "it is a pickle, but not of torch.save"),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void A_lie_is_refused_by_name_and_at_little_cost(string name)
    {
        var (file, expected) = Cases[name];
        var source = new WeightSource("w.pt", file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<WeightFormatException>(() => TensorFile.Parse(source).ReadAll()).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Math.Max(24_000_000, 100L * file.Length));
        Assert.StartsWith("w.pt: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void The_pieces_make_a_valid_file_when_nothing_lies()
    {
        var file = Legacy(Entry(Tensor(Storage("0", 4), 1, Numbers(2), Numbers(2))), ["0"], Values(1, 2, 3, 4));
        var tensor = Assert.Single(TensorFile.Parse(new WeightSource("w.pt", file)).ReadAll());
        Assert.Equal([2.0, 4.0], tensor.Values);
    }

    [Fact]
    public void Tensors_that_share_one_storage_a_thousand_times_are_refused_before_they_are_copied()
    {
        var values = new double[1000];
        var tensors = Enumerable
            .Range(0, 1000)
            .SelectMany<int, byte>(i =>
                [.. Text($"t{i}"), .. Tensor(Storage("0", 1000), 0, Numbers(1000), Numbers(1)), (byte)'s']
            );
        var source = new WeightSource("w.pt", Legacy([.. Dictionary, .. tensors], ["0"], Values(values)));
        var message = Assert.Throws<WeightFormatException>(() => TensorFile.Parse(source).ReadAll()).Message;
        Assert.Contains(
            "stand for 1000000 values, expected at most one value a byte",
            message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("legacy-system", "posix.system is not allowed (byte 178): no weights call functions of the system")]
    [InlineData("zip-system", "posix.system is not allowed (byte 41 of refused-zip-system/data.pkl)")]
    [InlineData("legacy-eval", "__builtin__.eval is not allowed")]
    [InlineData("zip-eval", "__builtin__.eval is not allowed (byte 2 of refused-zip-eval/data.pkl)")]
    [InlineData(
        "zip-module",
        "it holds an object of __main__.Bare, expected a dictionary of tensors: save net.state_dict()"
    )]
    [InlineData("legacy-hidden-system", "posix.system is not allowed")]
    [InlineData("zip-hidden-system", "posix.system is not allowed")]
    [InlineData(
        "legacy-complex",
        "its entry 'a' holds complex64 numbers, expected float64, float32, float16 or bfloat16"
    )]
    [InlineData("zip-complex", "its entry 'a' holds complex64 numbers")]
    [InlineData("legacy-counts", "it holds no tensors of parameters")]
    [InlineData(
        "zip-optimizer",
        "it holds no tensors of parameters but 'epoch' (a number), 'optimizer' (a dictionary), expected a dictionary of tensors"
    )]
    [InlineData("legacy-list", "it holds a list, expected a dictionary of tensors: save net.state_dict()")]
    [InlineData("zip-tensor", "it holds a tensor, expected a dictionary of tensors")]
    [InlineData("legacy-sparse", "it holds no tensors of parameters")]
    [InlineData("zip-float", "it holds no tensors of parameters")]
    [InlineData("plain-pickle", "it is a pickle, but not of torch.save")]
    [InlineData("plain-system", "posix.system is not allowed (byte 2)")]
    [InlineData("numpy", "it is a pickle, but not of torch.save")]
    public void What_is_no_state_dict_is_refused_by_name(string name, string expected)
    {
        var path = WeightFixtures.PathOf($"refused-{name}.pt");
        var message = Assert.Throws<WeightFormatException>(() => TensorFile.Open(path)).Message;
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
