"""The verbs of administrative duties: what offices and people are told to do."""

from __future__ import annotations

VERBS = (
    *("gửi", "thông báo", "báo cáo", "trả lời", "trả kết quả", "trả", "lập", "trình", "ban hành"),
    *("phê duyệt", "thẩm định", "thẩm tra", "xác minh", "kiểm tra", "rà soát", "tổng hợp"),
    *("công khai", "công bố", "niêm yết", "đăng tải", "đăng ký", "đăng", "cấp lại", "cấp đổi", "cấp"),
    *("thu hồi", "gia hạn", "thụ lý", "giải quyết", "xử lý", "xem xét", "hướng dẫn", "tiếp nhận"),
    *("nhận đơn", "nhận phiếu", "nhận hồ sơ", "giao nộp", "nộp lại", "nộp", "bàn giao", "chuyển giao"),
    *("chuyển", "ký kết", "ký", "hoàn thành", "hoàn thiện", "tổ chức", "thành lập", "cử", "bố trí"),
    *("ra quyết định", "quyết định", "đề nghị", "yêu cầu", "cung cấp", "cập nhật", "nhập", "lưu trữ"),
    *("lưu giữ", "bảo quản", "tiêu hủy", "thanh lý", "sửa chữa", "khắc phục", "giải trình", "kê khai"),
    *("thống kê", "đánh giá", "xếp loại", "chi trả", "thanh toán", "hoàn trả", "nghiệm thu"),
    *("đối thoại", "chấm", "mời", "triệu tập", "lấy ý kiến", "góp ý", "có ý kiến", "có văn bản"),
    *("xác nhận", "ghi nhận", "sao lưu", "đồng bộ", "đính chính", "hủy bỏ", "bãi bỏ", "đình chỉ"),
    *("tạm dừng", "khôi phục", "phân công", "ủy quyền", "điều chỉnh", "bổ sung"),
    *("sửa đổi", "xin lỗi", "bảo dưỡng", "kiểm kê", "tạo lập", "tạo", "khóa", "thay đổi", "từ chối"),
    *("tham mưu", "khai báo", "kiểm định", "quan trắc", "quyết toán", "huấn luyện", "xét duyệt"),
    *("công nhận", "phát hành", "phân loại", "phá dỡ", "bảo trì", "nâng cấp", "học tập"),
    *("vệ sinh", "tuyên truyền", "đôn đốc"),
)
