"""Chinese phrases as the reader of sentences takes them, where that is not what the catalogue says."""

PHRASES: dict[str, str] = {
    "article": "一个|一张|一层|一",
    "network":
        "网络|模型|神经网络|卷积神经网络|全连接网络|全连接神经网络|多层感知机|感知机|结构|分类器|残差块|分支",
    "hidden": "隐藏层|隐层|个隐藏层|层隐藏层",
    "total": "一共|总共|合计|共|共有|总计",
    "features":
        "个输入|输入通道|输入通道数|输入维度|维输入|个输入通道|通道输入|输入特征|输入节点|个输入节点|输入神经元",
    "filters": "卷积核|个卷积核|个核|个滤波器|滤波器|输出通道|输出通道数|个输出通道|通道输出|输出通道为",
    "channels:both":
        "输入输出通道数|输入输出通道|输入和输出通道数|输入和输出通道|输入与输出通道数|输入、输出通道数|"
        "输入输出通道数均为",
    "units": "神经元|个神经元|个单元|隐藏单元|隐藏单元数|个隐藏单元|个隐藏神经元",
    "units:output": "个输出|输出神经元|个输出神经元|类|个类别|维输出|输出维度|个输出节点",
    "kernel:pool": "池化窗口|池化核|池化窗口大小|池化大小",
    "kernel": "核|卷积核大小|卷积核尺寸|卷积核为|核大小|个多大的卷积核|多大的卷积核|窗口",
    "size word": "大小|尺寸|形状|空间尺寸|边长|分辨率",
    "size word:length": "长度|的长度",
    "gives": "得到|变为|变成|产生",
    "flag:bidirectional": "双向",
    "hidden:output": "输出层",
    "with": "带|带有|含|含有|有|具有",
    "without bias": "不带偏置|不含偏置|忽略偏置|无偏置|卷积不带偏置|没有偏置|不计偏置",
    "with bias": "含偏置|带偏置|包含偏置|计入偏置|有偏置",
    "figure:receptive_field":
        "等效卷积核尺寸|等效卷积核大小|等效卷积核|有效卷积核尺寸|相当于一个多大的卷积核|相当于多大的卷积核|"
        "感受野|感受野边长|感受野大小",
    "figure:params": "权重和偏置|权重与偏置|可学习参数|参数总数|参数个数|参数量|个参数|可训练参数",
    "attribute:dilation": "空洞率|膨胀率|扩张率|空洞卷积率",
    "keeps":
        "输出与输入大小相同|与输入大小相同|输出与输入尺寸相同|输出和输入大小相同|大小不变|尺寸不变|保持不变|"
        "空间尺寸保持不变",
    "":
        "除不尽时向下取整|除不尽时|瓶颈结构|跳跃连接为恒等映射|跳跃连接|恒等映射|的|是|为|维|个|由|空洞卷积|空洞|"
        "向下取整|应取|多|各为|均为|使|能|给|并",
}
"""Phrases by their sense, and by which of that kind: kind:name."""
SMALL_WORDS = "的 是 多少"
"""Words by which the language is known, beside its script."""
LABELS = "作业|习题|例题|例|问题|练习|题目|题"
"""What an exercise is called, before its number."""
POINTS = "分"
"""What an exercise is worth."""
